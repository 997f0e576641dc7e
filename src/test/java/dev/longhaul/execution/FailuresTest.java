package dev.longhaul.execution;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Jobs;
import dev.longhaul.LogLines;
import dev.longhaul.PackagedApplication;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FailuresTest {

    @ConfigProperty(name = "longhaul.data-dir")
    Path data;

    @Test
    void aHandlerThatThrowsIsTriedAgainAndTheAttemptsTellWhy() {
        JsonPath job = Jobs.awaitEnd(Jobs.submit("flaky", "{\"failures\": 2}"));
        assertThat(job.getString("status")).isEqualTo("succeeded");
        assertThat(job.getList("attempts.outcome"))
                .containsExactly("failed", "failed", "succeeded");
        assertThat(job.getString("attempts[0].error.detail"))
                .isEqualTo("IllegalStateException: attempt 1 went wrong");
        assertThat(job.getString("error")).isNull();
    }

    @Test
    void aHandlerThatKeepsThrowingFailsTheJob() {
        String path = Jobs.submit("flaky", "{\"failures\": 99}");
        JsonPath job = Jobs.awaitEnd(path);
        assertThat(job.getString("status")).isEqualTo("failed");
        assertThat(job.getInt("attempt")).isEqualTo(3);
        assertThat(job.getString("error.code")).isEqualTo("handler-error");
        assertThat(when().get(path).statusCode()).isEqualTo(200);
        assertThat(when().get(path).asString()).doesNotContain("\\tat ");
    }

    /** 36 lines for each attempt at an address that is away would bury what matters. */
    @Test
    void aFailureThatItsTypeExplainsIsOneLineInTheLog() {
        try (var log = LogLines.heard()) {
            String explained =
                    Jobs.submit(
                            "{\"type\": \"feed\", \"maxAttempts\": 1, \"parameters\": {\"url\": \"http://127.0.0.1:%d/\"}}"
                                    .formatted(PackagedApplication.freePort()));
            assertThat(Jobs.awaitEnd(explained).getString("status")).isEqualTo("failed");
            String unexpected =
                    Jobs.submit(
                            "{\"type\": \"flaky\", \"maxAttempts\": 1, \"parameters\": {\"failures\": 1}}");
            Jobs.awaitEnd(unexpected);
            assertThat(log.with(explained.substring("/jobs/".length())))
                    .singleElement()
                    .satisfies(line -> assertThat(line.withTrace()).isFalse())
                    .satisfies(line -> assertThat(line.text()).contains("refused"));
            assertThat(log.with(unexpected.substring("/jobs/".length())))
                    .anyMatch(LogLines.Line::withTrace);
        }
    }

    @Test
    void theCallerSaysHowOftenAJobIsTried() {
        JsonPath job =
                Jobs.awaitEnd(
                        Jobs.submit(
                                "{\"type\": \"flaky\", \"maxAttempts\": 1, \"parameters\": {\"failures\": 1}}"));
        assertThat(job.getString("status")).isEqualTo("failed");
        assertThat(job.getList("attempts")).hasSize(1);
    }

    @Test
    void aJobWithoutAResultIsAnsweredWithNoContent() {
        String path = Jobs.submit("flaky", "{\"failures\": 0}");
        Jobs.awaitEnd(path);
        when().get(path).then().statusCode(204);
    }

    @Test
    void aQueryThatTheDatabaseRefusesIsNotTriedAgain() {
        JsonPath job = Jobs.awaitEnd(Jobs.submit("export", "{\"dataset\": \"divisions\"}"));
        assertThat(job.getString("status")).isEqualTo("failed");
        assertThat(job.getList("attempts")).hasSize(1);
        assertThat(job.getString("error.code")).isEqualTo("query-failed");
        assertThat(job.getString("error.detail")).contains("division by zero");
    }

    @Test
    void whatAFailedAttemptHadStagedIsGone() throws IOException {
        String path = Jobs.submit("flaky", "{\"failures\": 99}");
        Jobs.awaitEnd(path);
        String id = path.substring("/jobs/".length());
        try (Stream<Path> files = Files.walk(data)) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith(id)))
                    .isEmpty();
        }
    }
}
