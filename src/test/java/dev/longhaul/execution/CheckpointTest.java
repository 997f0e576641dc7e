package dev.longhaul.execution;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Jobs;
import dev.longhaul.job.JobId;
import dev.longhaul.ledger.Checkpoints;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CheckpointTest {

    private static final String ALL_STEPS =
            IntStream.rangeClosed(1, 10)
                    .mapToObj(i -> "step " + i + "\n")
                    .collect(Collectors.joining());

    @Inject Checkpoints checkpoints;

    @ConfigProperty(name = "longhaul.data-dir")
    Path data;

    private static String run(int failures, boolean loseFile, boolean doubt) {
        String job =
                Jobs.submit(
                        "stepwise",
                        "{\"failures\": %d, \"loseFile\": %s, \"doubt\": %s}"
                                .formatted(failures, loseFile, doubt));
        Jobs.awaitEnd(job);
        return job;
    }

    private void assertWhole(String job) throws IOException {
        JsonPath status = Jobs.status(job);
        assertThat(status.getString("status")).as(status.prettify()).isEqualTo("succeeded");
        assertThat(when().get(job + "/result").asString()).isEqualTo(ALL_STEPS);
        assertThat(status.getLong("result.size")).isEqualTo(ALL_STEPS.length());
        assertThat(filesOf(job)).as("nothing but the result is left").hasSize(1);
        assertThat(checkpoints.find(JobId.parse(id(job)).orElseThrow())).isEmpty();
    }

    private static String id(String job) {
        return job.substring("/jobs/".length());
    }

    private List<Path> filesOf(String job) throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("files"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(id(job))).toList();
        }
    }

    private static List<String> log(String job) {
        return Jobs.log(job).stream().map(line -> line.path("message").asText()).toList();
    }

    @Test
    void eachAttemptGoesOnFromTheCheckpointOfTheOneBefore() throws Exception {
        String job = run(2, false, false);
        assertWhole(job);
        assertThat(log(job))
                .containsExactly(
                        "step 1",
                        "step 2",
                        "step 3",
                        "Attempt 2 goes on from the checkpoint of attempt 1",
                        "step 4",
                        "step 5",
                        "step 6",
                        "Attempt 3 goes on from the checkpoint of attempt 2",
                        "step 7",
                        "step 8",
                        "step 9",
                        "step 10");
    }

    @Test
    void anAttemptWhoseForerunnersFileIsGoneStartsOverAndSaysSo() throws Exception {
        String job = run(1, true, false);
        assertWhole(job);
        assertThat(log(job))
                .startsWith(
                        "step 1",
                        "step 2",
                        "step 3",
                        "The file that attempt 1 had begun is gone, so attempt 2 starts over",
                        "step 1")
                .endsWith("step 10");
    }

    @Test
    void anAttemptThatDoesNotWantToGoOnStartsOverAndSaysSo() throws Exception {
        String job = run(1, false, true);
        assertWhole(job);
        assertThat(log(job))
                .containsSubsequence(
                        "Attempt 2 goes on from the checkpoint of attempt 1",
                        "It was not good enough. So attempt 2 starts over",
                        "step 1",
                        "step 10");
    }

    @Test
    void ofAJobThatFailedNothingIsLeft() throws Exception {
        String job = run(3, false, false);
        assertThat(Jobs.status(job).getString("status")).isEqualTo("failed");
        assertThat(filesOf(job)).isEmpty();
        assertThat(checkpoints.find(JobId.parse(id(job)).orElseThrow())).isEmpty();
    }
}
