package dev.longhaul.http;

import static dev.longhaul.security.TestCallers.as;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.longhaul.Jobs;
import dev.longhaul.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The ten mistakes that most services of this kind make, and that this one does not. */
@QuarkusTest
class TenMistakesTest {

    private static final String ADD = "{\"type\": \"add\", \"parameters\": {\"a\": 1, \"b\": 2}}";
    private static final String LATER = "{\"type\": \"no-op\", \"delay\": \"PT1H\"}";
    private static final String SLOW =
            "{\"type\": \"add\", \"parameters\": {\"a\": 1, \"b\": 2, \"seconds\": 600}}";

    @Inject Rows rows;

    private static Response post(String key, String request) {
        return given().contentType("application/json")
                .header("Idempotency-Key", key)
                .body(request)
                .post("/jobs");
    }

    private static String succeeded() {
        String job = Jobs.submit(ADD);
        assertThat(Jobs.awaitEnd(job).getString("status")).isEqualTo("succeeded");
        return job;
    }

    private static String tag(String job) {
        return when().get(job + "/status").header("ETag");
    }

    /** 1: to look for a running job before looking the idempotency key up. */
    @Test
    void whoRepeatsALostRequestIsNotToldThatTheirOwnJobIsRunning() {
        String key = UUID.randomUUID().toString();
        String request =
                "{\"type\": \"no-op\", \"delay\": \"PT1H\", \"uniqueKey\": \"%s\"}".formatted(key);
        String first = post(key, request).then().statusCode(202).extract().path("id");
        post(key, request).then().statusCode(202).body("id", equalTo(first));
        when().post("/jobs/" + first + "/cancel").then().statusCode(202);
    }

    /** 2: to store the key outside of the transaction of its job, so that there is one without the other. */
    @Test
    void aKeyIsStoredWithItsJobOrNotAtAll() {
        String key = UUID.randomUUID().toString();
        String unique = "{\"type\": \"no-op\", \"delay\": \"PT1H\", \"uniqueKey\": \"%s\"}";
        String holder = Jobs.submit(unique.formatted(key));
        String keys = "SELECT count(*) FROM idempotency_key WHERE key = '%s'".formatted(key);

        post(key, "{\"type\": \"no-such-type\"}").then().statusCode(400);
        post(key, unique.formatted(key)).then().statusCode(409);
        assertThat(rows.number(keys)).isZero();

        post(key, LATER).then().statusCode(202);
        // By the number of the transaction that wrote each row.
        assertThat(
                        rows.number(
                                """
                                SELECT count(*) FROM idempotency_key key JOIN job ON job.id = key.job_id
                                WHERE key.key = '%s' AND key.xmin = job.xmin
                                """
                                        .formatted(key)))
                .isEqualTo(1);
        when().post(holder + "/cancel").then().statusCode(202);
    }

    /** 3: to answer 406 to whoever was redirected with an Accept that was meant for the job. */
    @Test
    void aRedirectNeverEndsIn406() {
        String job = succeeded();
        for (String accept : List.of("text/html", "application/problem+json", "image/png;q=0.1")) {
            given().accept(accept).get(job).then().statusCode(200).body(equalTo("3"));
        }
    }

    /** 4: to let an answer be cached that will change. */
    @Test
    void nothingThatWillChangeIsKeptByACache() {
        String job = Jobs.submit(SLOW);
        given().get(job + "/result")
                .then()
                .statusCode(404)
                .header("Cache-Control", "no-store")
                .header("Retry-After", notNullValue());
        when().get(job).then().statusCode(200).header("Cache-Control", "no-store");
        when().get(job + "/status")
                .then()
                .statusCode(200)
                .header("Cache-Control", "private, no-cache");
        when().post(job + "/cancel").then().statusCode(202).header("Cache-Control", "no-store");
        when().get("/job-types").then().header("Cache-Control", "no-cache");
        String done = succeeded();
        given().redirects()
                .follow(false)
                .get(done)
                .then()
                .statusCode(303)
                .header("Cache-Control", "no-store");
        when().get(done + "/result")
                .then()
                .header("Cache-Control", "private, no-cache, no-transform");
    }

    /** 5: an ETag that does not see progress or the wish to cancel. */
    @Test
    void theTagSeesProgressAndTheWishToCancel() {
        String job = Jobs.submit(SLOW);
        await().until(() -> Jobs.status(job).getString("stage").equals("running"));
        String running = tag(job);
        await().until(() -> !tag(job).equals(running));
        when().post(job + "/cancel").then().statusCode(202);
        Jobs.awaitEnd(job);
        String canceled = tag(job);
        assertThat(canceled).isNotEqualTo(running);
        given().header("If-None-Match", canceled).get(job + "/status").then().statusCode(304);
        when().post(job + "/retry").then().statusCode(202);
        given().header("If-None-Match", canceled).get(job + "/status").then().statusCode(200);
        when().post(job + "/cancel").then().statusCode(202);
    }

    /** 6: to send a part with the status of the whole, or the whole with the headers of a part. */
    @Test
    void aPartIs206AndTheWholeHasNoContentRange() {
        String result = succeeded() + "/result";
        given().header("Range", "bytes=0-0")
                .get(result)
                .then()
                .statusCode(206)
                .header("Content-Range", "bytes 0-0/1");
        for (String range : List.of("bytes=9-0", "lines=0-0", "bytes=0-0,0-0")) {
            given().header("Range", range)
                    .get(result)
                    .then()
                    .statusCode(200)
                    .header("Content-Range", nullValue());
        }
    }

    /** 7: to say of one job that it was canceled and that it succeeded. */
    @Test
    void ofCancellationAndCompletionOneWins() {
        IntStream.range(0, 20)
                .mapToObj(_ -> Jobs.submit("{\"type\": \"no-op\"}"))
                .toList()
                .parallelStream()
                .forEach(job -> {
                    int answer = when().post(job + "/cancel").statusCode();
                    JsonPath ended = Jobs.awaitEnd(job);
                    assertThat(answer).isIn(202, 409);
                    assertThat(ended.getString("status")).isIn("succeeded", "canceled");
                    boolean succeeded = ended.getString("status").equals("succeeded");
                    assertThat(given().redirects().follow(false).get(job).statusCode())
                            .isEqualTo(succeeded ? 303 : 200);
                    assertThat(when().get(job + "/result").statusCode())
                            .isIn(succeeded ? List.of(200, 204) : List.of(404));
                });
    }

    /** 8: to show a success before its file is there. */
    @Test
    void whoeverSeesASuccessCanFetchAllOfItsFile() {
        List<String> jobs = IntStream.range(0, 20).mapToObj(_ -> Jobs.submit(ADD)).toList();
        jobs.parallelStream()
                .forEach(job -> {
                    // Without a look at the status: the redirect is the first that is heard of it.
                    await().pollDelay(Duration.ZERO)
                            .until(() ->
                                    given().redirects().follow(false).get(job).statusCode() == 303);
                    when().get(job + "/result").then().statusCode(200).body(equalTo("3"));
                });
    }

    /** 9: to answer 404 or 500 for what was there and has gone as agreed. */
    @Test
    void whatHasExpiredIsGoneAndNotUnknown() {
        String job =
                Jobs.submit(
                        "{\"type\": \"add\", \"retention\": \"PT1S\", \"parameters\": {\"a\": 1, \"b\": 2}}");
        await().until(() -> when().get(job + "/status").statusCode() == 410);
        when().get(job + "/result").then().statusCode(410).body("code", equalTo("result-expired"));
        given().redirects()
                .follow(false)
                .get(job)
                .then()
                .statusCode(410)
                .body("code", equalTo("job-expired"));
    }

    /** 10: to answer 403 for somebody else's job, which says that there is one. */
    @Test
    void somebodyElsesJobLooksLikeNone() {
        String hers =
                as("alice").contentType("application/json").body(LATER).post("/jobs").path("id");
        String nobodys = UUID.randomUUID().toString();
        for (String resource : Arrays.asList("", "/status", "/result", "/log")) {
            String known = as("bob").get("/jobs/" + hers + resource).asString();
            String unknown = as("bob").get("/jobs/" + nobodys + resource).asString();
            assertThat(known).contains("no-such-job").isEqualTo(unknown.replace(nobodys, hers));
        }
        as("alice").post("/jobs/" + hers + "/cancel").then().statusCode(202);
    }
}
