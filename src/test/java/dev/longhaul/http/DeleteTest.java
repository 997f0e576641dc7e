package dev.longhaul.http;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.longhaul.Jobs;
import dev.longhaul.Rows;
import dev.longhaul.job.JobId;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DeleteTest {

    @ConfigProperty(name = "longhaul.files.directory")
    Path directory;

    @Inject Rows rows;

    private boolean hasFile(String id) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.anyMatch(file -> file.getFileName().toString().startsWith(id));
        }
    }

    @Test
    void aFinishedJobAndItsResultAreGone() throws IOException {
        String job = Jobs.submit("add", "{\"a\": 1, \"b\": 2}");
        String id = job.substring("/jobs/".length());
        Jobs.awaitEnd(job);
        assertThat(hasFile(id)).isTrue();

        when().delete(job).then().statusCode(204);
        for (String resource : List.of("", "/status", "/result")) {
            when().get(job + resource).then().statusCode(404).body("code", equalTo("no-such-job"));
        }
        assertThat(hasFile(id)).isFalse();
        assertThat(rows.of(JobId.parse(id).orElseThrow())).isZero();
        when().delete(job).then().statusCode(404).body("code", equalTo("no-such-job"));
    }

    @Test
    void aJobThatWaitsStaysUntilItIsCanceled() {
        String job =
                Jobs.submit(
                        "{\"type\": \"add\", \"delay\": \"PT1H\", \"parameters\": {\"a\": 1, \"b\": 2}}");
        when().delete(job).then().statusCode(409).body("code", equalTo("job-active"));
        when().get(job).then().statusCode(200);
        when().post(job + "/cancel").then().statusCode(202);
        when().delete(job).then().statusCode(204);
        when().get(job).then().statusCode(404);
    }

    @Test
    void aJobThatRunsStays() {
        String job = Jobs.submit("add", "{\"a\": 1, \"b\": 2, \"seconds\": 30}");
        await().until(() -> "running".equals(Jobs.status(job).getString("status")));
        when().delete(job).then().statusCode(409).body("code", equalTo("job-active"));
        when().post(job + "/cancel").then().statusCode(202);
        Jobs.awaitEnd(job);
    }

    @Test
    void aJobThatExpiredIsGoneAlready() {
        String job =
                Jobs.submit("{\"type\": \"no-op\", \"retention\": \"PT0S\", \"parameters\": {}}");
        await().until(() -> when().get(job).statusCode() == 410);
        when().delete(job).then().statusCode(410).body("code", equalTo("job-expired"));
    }

    @Test
    void whatIsNoJobCannotBeDeleted() {
        when().delete("/jobs/" + UUID.randomUUID()).then().statusCode(404);
        when().delete("/jobs/not-an-id").then().statusCode(404);
    }

    @Test
    void itsIdempotencyKeyIsFreeAgain() {
        String key = UUID.randomUUID().toString();
        String first = submit(key);
        Jobs.awaitEnd("/jobs/" + first);
        assertThat(submit(key)).isEqualTo(first);
        when().delete("/jobs/" + first).then().statusCode(204);
        assertThat(submit(key)).isNotEqualTo(first);
    }

    private static String submit(String key) {
        return given().contentType("application/json")
                .header("Idempotency-Key", key)
                .body("{\"type\": \"no-op\", \"parameters\": {}}")
                .post("/jobs")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
    }
}
