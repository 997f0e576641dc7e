package dev.longhaul.http;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.longhaul.Jobs;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LongPollTest {

    private static final String ADD = "{\"type\": \"add\", \"parameters\": {\"a\": 5, \"b\": 7}}";
    private static final String LATER =
            "{\"type\": \"add\", \"delay\": \"PT1H\", \"parameters\": {\"a\": 5, \"b\": 7}}";

    private static RequestSpecification waiting(int seconds) {
        return given().redirects()
                .follow(false)
                .contentType("application/json")
                .header("Prefer", "wait=" + seconds);
    }

    private static String tag(String job) {
        return when().get(job + "/status").header("ETag");
    }

    @Test
    void whoeverSubmitsAndWaitsIsSentToTheResult() {
        waiting(20)
                .body(ADD)
                .post("/jobs")
                .then()
                .statusCode(303)
                .header("Location", endsWith("/result"))
                .header("Preference-Applied", "wait=20")
                .header("Cache-Control", "no-store")
                .time(lessThan(10_000L));
    }

    @Test
    void ofAJobThatTakesLongerTheUsualAnswerComesWhenTheTimeIsUp() {
        waiting(1)
                .body(LATER)
                .post("/jobs")
                .then()
                .statusCode(202)
                .header("Preference-Applied", "wait=1")
                .header("Operation-Location", endsWith("/status"))
                .time(greaterThanOrEqualTo(1000L));
    }

    @Test
    void aJobThatFailsEndsTheWaitToo() {
        waiting(20)
                .body("{\"type\": \"add\", \"parameters\": {\"a\": 9223372036854775807, \"b\": 1}}")
                .post("/jobs")
                .then()
                .statusCode(202)
                .body("status", equalTo("failed"))
                .header("Retry-After", nullValue())
                .time(lessThan(10_000L));
    }

    @Test
    void whatIsRefusedIsRefusedAtOnce() {
        waiting(20)
                .body("{\"type\": \"add\", \"parameters\": {}}")
                .post("/jobs")
                .then()
                .statusCode(400)
                .header("Preference-Applied", nullValue())
                .time(lessThan(5_000L));
    }

    @Test
    void aRepeatedRequestWaitsForTheSameJob() {
        String key = UUID.randomUUID().toString();
        String first =
                waiting(20)
                        .header("Idempotency-Key", key)
                        .body(ADD)
                        .post("/jobs")
                        .header("Location");
        waiting(20)
                .header("Idempotency-Key", key)
                .body(ADD)
                .post("/jobs")
                .then()
                .statusCode(303)
                .header("Location", first);
        given().contentType("application/json")
                .header("Idempotency-Key", key)
                .body(ADD)
                .post("/jobs")
                .then()
                .statusCode(202);
    }

    @Test
    void aStatusComesAsSoonAsTheJobIsAnother() {
        String job = Jobs.submit(LATER);
        CompletableFuture<Response> answer =
                CompletableFuture.supplyAsync(() -> waiting(20).get(job + "/status"));
        assertThat(answer).isNotDone();
        when().post(job + "/cancel").then().statusCode(202);
        answer.join()
                .then()
                .statusCode(200)
                .header("Preference-Applied", "wait=20")
                .body("status", equalTo("canceled"))
                .time(lessThan(10_000L));
    }

    @Test
    void whoHasTheStatusHearsAfterTheWaitThatItIsTheSame() {
        String job = Jobs.submit(LATER);
        waiting(1)
                .header("If-None-Match", tag(job))
                .get(job + "/status")
                .then()
                .statusCode(304)
                .header("ETag", tag(job))
                .header("Preference-Applied", "wait=1")
                .time(greaterThanOrEqualTo(1000L));
        waiting(1)
                .get(job + "/status")
                .then()
                .statusCode(200)
                .body("stage", equalTo("scheduled"))
                .time(greaterThanOrEqualTo(1000L));
    }

    @Test
    void whoHasAnOlderStatusDoesNotWait() {
        String job = Jobs.submit(LATER);
        waiting(20)
                .header("If-None-Match", "\"0\"")
                .get(job + "/status")
                .then()
                .statusCode(200)
                .header("ETag", not("\"0\""))
                .time(lessThan(10_000L));
    }

    @Test
    void aConditionalLongPollHearsOfTheTimeThatHasCome() {
        String job =
                Jobs.submit(
                        "{\"type\": \"add\", \"delay\": \"PT2S\", \"parameters\": {\"a\": 5, \"b\": 7}}");
        String tag = tag(job);
        waiting(20)
                .header("If-None-Match", tag)
                .get(job + "/status")
                .then()
                .statusCode(200)
                .header("ETag", not(tag))
                .time(lessThan(10_000L));
    }

    @Test
    void nobodyWaitsForAFinishedJob() {
        String job = Jobs.submit(ADD);
        Jobs.awaitEnd(job);
        waiting(20).get(job + "/status").then().statusCode(200).time(lessThan(10_000L));
        waiting(20)
                .header("If-None-Match", tag(job))
                .get(job + "/status")
                .then()
                .statusCode(304)
                .time(lessThan(10_000L));
    }

    @Test
    void thereIsNothingToWaitForWhereThereIsNoJob() {
        waiting(20)
                .get("/jobs/" + UUID.randomUUID() + "/status")
                .then()
                .statusCode(404)
                .body("code", equalTo("no-such-job"));
    }
}
