package dev.longhaul.http;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import dev.longhaul.Jobs;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** {@code Idempotency-Key} and {@code uniqueKey}. */
@QuarkusTest
class KeysTest {

    private static final String NO_OP = "{\"type\": \"no-op\"}";

    private static Response post(String key, String body) {
        return given().contentType("application/json")
                .header("Idempotency-Key", key)
                .body(body)
                .post("/jobs");
    }

    private static List<Response> fiftyAtOnce(Callable<Response> request) throws Exception {
        try (var threads = Executors.newFixedThreadPool(50)) {
            var requests = new ArrayList<Callable<Response>>();
            for (int i = 0; i < 50; i++) {
                requests.add(request);
            }
            var answers = new ArrayList<Response>();
            for (Future<Response> answer : threads.invokeAll(requests)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    @Test
    void theSameRequestUnderTheSameKeyIsTheSameJob() {
        String key = UUID.randomUUID().toString();
        String job = post(key, NO_OP).then().statusCode(202).extract().header("Location");
        assertThat(post(key, NO_OP).then().statusCode(202).extract().header("Location"))
                .isEqualTo(job);
        Jobs.awaitEnd(job.substring(job.indexOf("/jobs/")));
        post(key, NO_OP)
                .then()
                .statusCode(202)
                .header("Location", equalTo(job))
                .body("status", equalTo("succeeded"));
        assertThat(post('"' + key + '"', NO_OP).header("Location"))
                .as("in quotes, as the draft has it")
                .isEqualTo(job);
    }

    @Test
    void fiftyAtOnceUnderOneKeyAreOneJob() throws Exception {
        String key = UUID.randomUUID().toString();
        List<Response> answers = fiftyAtOnce(() -> post(key, NO_OP));
        assertThat(answers).extracting(Response::statusCode).containsOnly(202);
        assertThat(answers.stream().map(answer -> answer.header("Location")).distinct()).hasSize(1);
    }

    @Test
    void anotherRequestUnderTheSameKeyIsRefused() {
        String key = UUID.randomUUID().toString();
        post(key, NO_OP).then().statusCode(202);
        post(key, "{\"type\": \"no-op\", \"description\": \"another\"}")
                .then()
                .statusCode(422)
                .body("code", equalTo("idempotency-key-reused"));
    }

    @Test
    void aRefusedRequestDoesNotUseItsKeyUp() {
        String key = UUID.randomUUID().toString();
        post(key, "{\"type\": \"no-such-type\"}").then().statusCode(400);
        post(key, NO_OP).then().statusCode(202);
    }

    @Test
    void aKeyThatIsNoneIsRefused() {
        post("x".repeat(256), NO_OP)
                .then()
                .statusCode(400)
                .body("code", equalTo("bad-request"))
                .body("detail", containsString("Idempotency-Key"));
        post("\"\"", NO_OP).then().statusCode(400);
    }

    @Test
    void fiftyAtOnceUnderOneUniqueKeyAreOneJobAndTheOthersHearOfIt() throws Exception {
        String body =
                "{\"type\": \"no-op\", \"delay\": \"PT1H\", \"uniqueKey\": \"%s\"}"
                        .formatted(UUID.randomUUID());
        List<Response> answers = fiftyAtOnce(() -> Jobs.post(body));
        List<Response> accepted =
                answers.stream().filter(answer -> answer.statusCode() == 202).toList();
        assertThat(accepted).hasSize(1);
        String id = accepted.getFirst().path("id");
        answers.stream()
                .filter(answer -> answer != accepted.getFirst())
                .forEach(answer ->
                        answer.then()
                                .statusCode(409)
                                .body("code", equalTo("job-already-running"))
                                .body("conflictingJob.id", equalTo(id))
                                .header("Location", endsWith("/jobs/" + id))
                                .header("Link", containsString("rel=\"status\"")));
        when().post("/jobs/" + id + "/cancel").then().statusCode(202);
    }

    @Test
    void aUniqueKeyIsFreeOnceItsJobHasFinished() {
        String body = "{\"type\": \"no-op\", \"uniqueKey\": \"%s\"}".formatted(UUID.randomUUID());
        Jobs.awaitEnd(Jobs.submit(body));
        Jobs.awaitEnd(Jobs.submit(body));
    }

    @Test
    void aRepeatedRequestIsNotToldThatItsOwnJobIsRunning() throws Exception {
        String key = UUID.randomUUID().toString();
        String body =
                "{\"type\": \"no-op\", \"delay\": \"PT1H\", \"uniqueKey\": \"%s\"}".formatted(key);
        List<Response> answers = fiftyAtOnce(() -> post(key, body));
        assertThat(answers).extracting(Response::statusCode).containsOnly(202);
        String id = answers.getFirst().path("id");
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.<String>path("id")).isEqualTo(id));

        post(UUID.randomUUID().toString(), body).then().statusCode(409);
        String freed = UUID.randomUUID().toString();
        post(freed, body).then().statusCode(409);
        when().post("/jobs/" + id + "/cancel").then().statusCode(202);
        String second = post(freed, body).then().statusCode(202).extract().path("id");
        assertThat(second).as("a refusal does not use the key up").isNotEqualTo(id);
        when().post("/jobs/" + second + "/cancel").then().statusCode(202);
    }

    @Test
    void aRetryIsRepeatedUnderItsKeyWithoutHappeningTwice() {
        String job =
                Jobs.submit(
                        "{\"type\": \"flaky\", \"maxAttempts\": 1, \"parameters\": {\"failures\": 9}}");
        Jobs.awaitEnd(job);
        String key = UUID.randomUUID().toString();
        given().header("Idempotency-Key", key).post(job + "/retry").then().statusCode(202);
        Jobs.awaitEnd(job);
        given().header("Idempotency-Key", key)
                .post(job + "/retry")
                .then()
                .statusCode(202)
                .body("attempts.size()", equalTo(2))
                .body("status", equalTo("failed"));
        post(key, NO_OP).then().statusCode(422).body("code", equalTo("idempotency-key-reused"));
    }

    @Test
    void whatIsRefusedTogetherUnderOneKeyHearsTheSame() throws Exception {
        String body =
                "{\"type\": \"no-op\", \"delay\": \"PT1H\", \"uniqueKey\": \"%s\"}"
                        .formatted(UUID.randomUUID());
        String holder = Jobs.post(body).then().statusCode(202).extract().path("id");
        String key = UUID.randomUUID().toString();
        assertThat(fiftyAtOnce(() -> post(key, body)))
                .allSatisfy(answer ->
                        answer.then().statusCode(409).body("conflictingJob.id", equalTo(holder)));
        when().post("/jobs/" + holder + "/cancel").then().statusCode(202);
    }
}
