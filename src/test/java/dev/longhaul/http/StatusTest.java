package dev.longhaul.http;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.longhaul.Jobs;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StatusTest {

    @Test
    void addTakesItsTimeAndResultsInANumber() {
        String job = Jobs.submit("add", "{\"a\": 5, \"b\": 7, \"seconds\": 2}");
        await().until(() -> Objects.equals(Jobs.status(job).get("progress.percent"), 50));
        when().get(job).then().statusCode(200).body("status", equalTo("running"));

        assertThat(Jobs.awaitEnd(job).getInt("progress.percent")).isEqualTo(100);
        String result =
                when().get(job)
                        .then()
                        .statusCode(200)
                        .contentType("application/json")
                        .extract()
                        .asString();
        assertThat(result).isEqualTo("12");
    }

    @Test
    void theTagOfAStatusFollowsTheJob() {
        String job =
                Jobs.submit(
                        "{\"type\": \"add\", \"delay\": \"PT2S\", \"parameters\": {\"a\": 1, \"b\": 2}}");
        String scheduled =
                when().get(job + "/status")
                        .then()
                        .body("stage", equalTo("scheduled"))
                        .extract()
                        .header("ETag");
        given().header("If-None-Match", scheduled).get(job + "/status").then().statusCode(304);

        Jobs.awaitEnd(job);
        given().header("If-None-Match", scheduled)
                .get(job + "/status")
                .then()
                .statusCode(200)
                .body("status", equalTo("succeeded"));
    }

    @Test
    void aFinishedJobAsksNobodyToRetry() {
        String job = Jobs.submit("add", "{\"a\": 1, \"b\": 2}");
        Jobs.awaitEnd(job);
        when().get(job + "/status").then().header("Retry-After", nullValue());
        given().redirects()
                .follow(false)
                .get(job)
                .then()
                .statusCode(303)
                .header("Retry-After", nullValue());
    }

    @Test
    void aJobThatFailedForGoodSaysWhyAndIsNotRetried() {
        String job = Jobs.submit("add", "{\"a\": 9223372036854775807, \"b\": 1}");
        JsonPath failed = Jobs.awaitEnd(job);
        assertThat(failed.getString("status")).isEqualTo("failed");
        assertThat(failed.getString("error.code")).isEqualTo("sum-too-large");
        assertThat(failed.getList("attempts")).hasSize(1);
        when().get(job).then().statusCode(200).body("error.status", equalTo(422));
    }

    @Test
    void aRunningJobSaysWhenItWillProbablyHaveFinished() {
        String job = Jobs.submit("add", "{\"a\": 1, \"b\": 2, \"seconds\": 60}");
        await().until(() -> Objects.equals(Jobs.status(job).get("progress.completed"), 3));
        JsonPath running = Jobs.status(job);
        assertThat(Instant.parse(running.getString("estimatedCompletion")))
                .isBetween(
                        Instant.parse(running.getString("started")).plusSeconds(45),
                        Instant.parse(running.getString("started")).plusSeconds(90));
        int retryAfter = Integer.parseInt(when().get(job + "/status").header("Retry-After"));
        assertThat(retryAfter).as("about a tenth of what is left").isBetween(4, 10);

        when().post(job + "/cancel").then().statusCode(202);
        Jobs.awaitEnd(job);
        when().get(job + "/status").then().body("estimatedCompletion", nullValue());
    }

    @Test
    void whatNobodyKnowsIsNotSaid() {
        String job = Jobs.submit("{\"type\": \"no-op\", \"delay\": \"PT1H\"}");
        when().get(job + "/status")
                .then()
                .header("Retry-After", startsWith("60"))
                .header("Sunset", nullValue())
                .body("estimatedCompletion", nullValue());
        when().post(job + "/cancel").then().statusCode(202);
    }

    @Test
    void theRedirectingUrlIsNeverAnsweredWithNotModified() {
        String job = Jobs.submit("{\"type\": \"add\", \"parameters\": {\"a\": 1, \"b\": 2}}");
        Jobs.awaitEnd(job);
        String tag = when().get(job + "/status").header("ETag");
        for (String known : List.of(tag, "*")) {
            given().redirects()
                    .follow(false)
                    .header("If-None-Match", known)
                    .get(job)
                    .then()
                    .statusCode(303);
        }
    }

    @Test
    void headAnswersWhereverGetDoes() {
        String job = Jobs.submit("add", "{\"a\": 1, \"b\": 2}");
        Jobs.awaitEnd(job);
        for (String path :
                List.of(
                        job,
                        job + "/status",
                        job + "/result",
                        job + "/log",
                        "/job-types",
                        "/job-types/add",
                        "/problems",
                        "/problems/no-such-job",
                        "/queues",
                        "/workers",
                        "/jobs/none",
                        "/nowhere")) {
            Response get = given().redirects().follow(false).get(path);
            Response head = given().redirects().follow(false).head(path);
            assertThat(head.statusCode()).as(path).isEqualTo(get.statusCode());
            assertThat(head.asByteArray()).as(path).isEmpty();
            for (String header : List.of("ETag", "Content-Type", "Cache-Control", "Location")) {
                assertThat(head.header(header)).as(path).isEqualTo(get.header(header));
            }
            // A length is not owed, but must be right (RFC 9110 §8.6).
            if (head.header("Content-Length") != null) {
                assertThat(head.header("Content-Length"))
                        .as(path)
                        .isEqualTo(String.valueOf(get.asByteArray().length));
            }
        }
    }

    @Test
    void urlsAreAbsoluteAndOfTheHostThatWasAsked() {
        String location =
                given().header("Host", "longhaul.example:8443")
                        .contentType("application/json")
                        .body("{\"type\": \"add\", \"parameters\": {\"a\": 1, \"b\": 2}}")
                        .post("/jobs")
                        .header("Location");
        assertThat(location).startsWith("http://longhaul.example:8443/jobs/");
    }
}
