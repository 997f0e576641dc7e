package dev.longhaul.http;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.longhaul.Jobs;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
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
