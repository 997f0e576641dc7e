package dev.longhaul.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.longhaul.Jobs;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client that everybody has. */
@QuarkusTest
class CurlTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TestHTTPResource URI service;
    @TempDir Path directory;

    private Curl curl;
    private Curl following;

    @BeforeEach
    void findCurl() {
        assumeTrue(
                Curl.isInstalled(), "There is no curl on this machine: install it to run these.");
        curl = new Curl(List.of(), directory);
        following = new Curl(List.of("-L"), directory);
    }

    private Sighting post(Curl curl, String request, String... options) throws Exception {
        return curl.run(
                java.util.stream.Stream.of(
                                List.of("-H", "Content-Type: application/json", "-d", request),
                                List.of(options),
                                List.of(service.resolve("/jobs").toString()))
                        .flatMap(List::stream)
                        .toArray(String[]::new));
    }

    private String submit(String request) throws Exception {
        Sighting accepted = post(curl, request);
        assertThat(accepted.status()).isEqualTo(202);
        return accepted.headers().firstValue("Location").orElseThrow();
    }

    private static JsonNode json(Sighting sighting) {
        try {
            return JSON.readTree(sighting.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode awaitEnd(String job) {
        await().until(() -> json(curl.run(job + "/status")).get("done").booleanValue());
        try {
            return json(curl.run(job + "/status"));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whoDoesNotFollowRedirectsIsToldWhereTheFileIs() throws Exception {
        String job = submit(JobsInAllStates.EXPORT);
        JsonNode done = awaitEnd(job);
        Sighting seeOther = curl.run(job);
        assertThat(seeOther.status()).isEqualTo(303);
        Sighting file = curl.run(seeOther.headers().firstValue("Location").orElseThrow());
        assertThat(Sighting.sha256(file.body())).isEqualTo(done.at("/result/sha256").textValue());
    }

    @Test
    void whoFollowsRedirectsAsksOneUrlUntilItIsTheFile() throws Exception {
        String job = submit(JobsInAllStates.EXPORT);
        await().until(() -> following.run(job).movedTo().isPresent());
        Sighting file = following.run(job);
        assertThat(Sighting.sha256(file.body()))
                .isEqualTo(awaitEnd(job).at("/result/sha256").textValue());
    }

    @Test
    void oneCommandLeadsFromTheRequestToTheFile() throws Exception {
        Sighting file = post(following, JobsInAllStates.EXPORT, "-H", "Prefer: wait=30");
        assertThat(file.status()).isEqualTo(200);
        assertThat(file.movedTo().orElseThrow().getPath()).matches("/jobs/[0-9a-f-]+/result");
        String job = file.movedTo().orElseThrow().getPath().replace("/result", "");
        assertThat(Sighting.sha256(file.body()))
                .isEqualTo(Jobs.status(job).getString("result.sha256"));
    }

    @Test
    void whatWasCutShortIsFetchedOnFromThere() throws Exception {
        String job = submit(JobsInAllStates.EXPORT);
        awaitEnd(job);
        byte[] all = curl.run(job + "/result").body();
        Sighting rest = curl.run("-C", "1000", job + "/result");
        assertThat(rest.status()).isEqualTo(206);
        assertThat(rest.body()).isEqualTo(java.util.Arrays.copyOfRange(all, 1000, all.length));
    }

    @Test
    void aFailureIsReadInTheJobWhetherRedirectsAreFollowedOrNot() throws Exception {
        String job = submit(JobsInAllStates.FAILING_EXPORT);
        awaitEnd(job);
        for (Curl either : List.of(curl, following)) {
            JsonNode failed = json(either.run(job));
            assertThat(failed.get("status").textValue()).isEqualTo("failed");
            assertThat(failed.at("/error/code").textValue()).isEqualTo("query-failed");
        }
    }

    @Test
    void whatRunsIsCanceled() throws Exception {
        String job = submit(JobsInAllStates.LONG_JOB);
        assertThat(curl.run("-X", "POST", job + "/cancel").status()).isEqualTo(202);
        JsonNode canceled = awaitEnd(job);
        assertThat(canceled.get("status").textValue()).isEqualTo("canceled");
        assertThat(following.run(job).movedTo()).isEmpty();
        assertThat(Jobs.status(URI.create(job).getPath()).getString("error.code"))
                .isEqualTo("job-canceled");
    }

    @Test
    void theGuideShowsWhatItSees() throws Exception {
        try (var jobs = new JobsInAllStates()) {
            GuideTable.of("curl", List.of(curl, following), service, jobs.all()).assertInGuide();
        }
    }
}
