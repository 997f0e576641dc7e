package dev.longhaul.source;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import dev.longhaul.Jobs;
import dev.longhaul.LogLines;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hamcrest.Matcher;
import org.hamcrest.MatcherAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Dataset files that change while the service runs. */
@QuarkusTest
class ReloadTest {

    @Inject Datasets datasets;

    @ConfigProperty(name = "longhaul.datasets")
    Path folder;

    @ConfigProperty(name = "longhaul.reports")
    Path reports;

    private void write(String name) throws IOException {
        Files.writeString(
                folder.resolve("reloaded.yaml"),
                """
                name: %s
                source: microblog
                parameters:
                  least: {type: integer}
                sql: SELECT n FROM generate_series(:least, 3) AS n
                """
                        .formatted(name));
    }

    @Test
    void aNameThatIsThereTwiceIsSaidWithBothFiles() throws IOException {
        write("reloaded-1");
        awaitDataset(hasItem("reloaded-1"));
        Path second = folder.resolve("second.yaml");
        try {
            Files.copy(folder.resolve("reloaded.yaml"), second);
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() ->
                            assertThat(datasets.complaint().orElse(""))
                                    .contains(
                                            "second.yaml:1: reloaded.yaml has a dataset 'reloaded-1' too"));
        } finally {
            Files.delete(second);
        }
    }

    @AfterEach
    void remove() throws IOException {
        Files.deleteIfExists(folder.resolve("reloaded.yaml"));
        awaitDataset(not(hasItem("reloaded-2")));
    }

    private static void awaitDataset(Matcher<? super List<String>> names) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> {
                    List<String> offered =
                            when().get("/job-types/export")
                                    .path("parameters.properties.dataset.enum");
                    MatcherAssert.assertThat(offered, names);
                });
    }

    private static void awaitHealth(String files) {
        awaitHealth("datasets", files);
    }

    private static void awaitHealth(String check, String files) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        when().get("/q/health/ready")
                                .then()
                                .statusCode(200)
                                .body(
                                        "checks.find { it.name == '" + check + "' }.data.files",
                                        equalTo(files)));
    }

    private static String export(String dataset, String arguments) {
        return "{\"type\": \"export\", \"parameters\": {\"dataset\": \"%s\", \"arguments\": %s, \"format\": \"ndjson\"}}"
                .formatted(dataset, arguments);
    }

    @Test
    void aNewFileIsOfferedCheckedAndRunWithoutARestart() throws Exception {
        Jobs.post(export("reloaded-1", "{\"least\": 2}")).then().statusCode(400);
        write("reloaded-1");
        awaitDataset(hasItem("reloaded-1"));
        Jobs.post(export("reloaded-1", "{}"))
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("/parameters/arguments/least"));
        String job = Jobs.submit(export("reloaded-1", "{\"least\": 2}"));
        assertThat(Jobs.awaitEnd(job).getString("status")).isEqualTo("succeeded");
        assertThat(when().get(job + "/result").asString()).isEqualTo("{\"n\":2}\n{\"n\":3}\n");

        Files.delete(folder.resolve("reloaded.yaml"));
        awaitDataset(not(hasItem("reloaded-1")));
        Jobs.post(export("reloaded-1", "{\"least\": 2}")).then().statusCode(400);
    }

    @Test
    void aReportWhoseDatasetIsTakenAwayIsSeenInTheReadiness() throws Exception {
        write("reloaded-3");
        awaitDataset(hasItem("reloaded-3"));
        Path report = reports.resolve("reloaded.yaml");
        try (var log = LogLines.heard()) {
            Files.writeString(
                    report,
                    """
                    name: reloaded
                    title: Reloaded
                    parameters:
                      least: {type: integer, default: 1}
                    sections:
                      - {heading: Numbers, kind: table, dataset: reloaded-3}
                    """);
            await().until(() -> !log.with("reports now: [").isEmpty());
            Files.delete(folder.resolve("reloaded.yaml"));
            awaitHealth("reports", "refused, and those before them kept; see the log");
            assertThat(log.with("there is no dataset 'reloaded-3'")).hasSize(1);
        } finally {
            Files.delete(report);
        }
        awaitHealth("reports", "loaded");
    }

    @Test
    void aFolderThatComesBackIsSpokenOf() throws Exception {
        Path away = folder.resolveSibling("datasets-away");
        try (var log = LogLines.heard()) {
            Files.move(folder, away);
            try {
                awaitHealth("refused, and those before them kept; see the log");
            } finally {
                Files.move(away, folder);
            }
            awaitHealth("loaded");
            assertThat(log.with("The dataset files can be read again")).hasSize(1);
        }
    }

    @Test
    void aWrongFileLeavesEverythingAsItWas() throws Exception {
        write("reloaded-2");
        awaitDataset(hasItem("reloaded-2"));
        Files.writeString(
                folder.resolve("reloaded.yaml"), "name: other\nsource: nowhere\nsql: SELECT 1");
        awaitHealth("refused, and those before them kept; see the log");
        awaitDataset(hasItems("reloaded-2", "numbers"));
        Jobs.post(export("reloaded-2", "{\"least\": 2}")).then().statusCode(202);
        write("reloaded-2");
        awaitHealth("loaded");
    }
}
