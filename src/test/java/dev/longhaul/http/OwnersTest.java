package dev.longhaul.http;

import static dev.longhaul.security.TestCallers.as;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.longhaul.security.Owners;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Whose jobs are whose. */
@QuarkusTest
class OwnersTest {

    private static final String LATER = "{\"type\": \"no-op\", \"delay\": \"PT1H\"}";
    private static final String NOW = "{\"type\": \"add\", \"parameters\": {\"a\": 1, \"b\": 2}}";

    private static RequestSpecification operator() {
        return as("olivia", Owners.OPERATOR);
    }

    private static Response submit(RequestSpecification caller, String request) {
        return caller.contentType("application/json").body(request).post("/jobs");
    }

    private static String submitted(RequestSpecification caller, String request) {
        return "/jobs/" + submit(caller, request).then().statusCode(202).extract().path("id");
    }

    private static void awaitEnd(Supplier<RequestSpecification> caller, String job) {
        await().until(() -> caller.get().get(job + "/status").jsonPath().getBoolean("done"));
    }

    private static void assertNotFound(Response answer) {
        answer.then().statusCode(404).body("code", equalTo("no-such-job"));
    }

    @Test
    void aJobBelongsToWhoSubmittedIt() {
        String hers = submitted(as("alice"), LATER);
        as("alice").get(hers + "/status").then().statusCode(200).body("owner", equalTo("alice"));
        String nobodys = submitted(given(), LATER);
        given().get(nobodys + "/status").then().body("owner", equalTo("anonymous"));
        assertNotFound(as("alice").get(nobodys));
        assertNotFound(given().get(hers));
    }

    @Test
    void somebodyElsesJobIsNotFoundWhateverIsDoneWithIt() {
        String hers = submitted(as("alice"), NOW);
        awaitEnd(() -> as("alice"), hers);
        for (String resource : new String[] {"", "/status", "/result", "/log"}) {
            assertNotFound(as("bob").get(hers + resource));
            as("bob").head(hers + resource).then().statusCode(404);
        }
        assertNotFound(as("bob").post(hers + "/cancel"));
        assertNotFound(as("bob").post(hers + "/retry"));
        assertNotFound(as("bob").delete(hers));
        as("alice").get(hers + "/result").then().statusCode(200);
    }

    @Test
    void somebodyElsesExpiredJobIsNotFoundEither() {
        String hers =
                submitted(
                        as("alice"),
                        "{\"type\": \"no-op\", \"retention\": \"PT0S\", \"parameters\": {}}");
        await().until(() -> as("alice").get(hers).statusCode() == 410);
        assertNotFound(as("bob").get(hers));
        assertNotFound(as("bob").get(hers + "/result"));
        operator().get(hers).then().statusCode(410);
        operator().get(hers + "/result").then().statusCode(410);
    }

    @Test
    void keysOfDifferentOwnersHaveNothingToDoWithEachOther() {
        String key = UUID.randomUUID().toString();
        String request =
                "{\"type\": \"no-op\", \"delay\": \"PT1H\", \"uniqueKey\": \"%s\"}".formatted(key);
        String hers = submitted(as("alice").header("Idempotency-Key", key), request);
        String his = submitted(as("bob").header("Idempotency-Key", key), request);
        assertThat(his).isNotEqualTo(hers);
        assertThat(submitted(as("alice").header("Idempotency-Key", key), request)).isEqualTo(hers);
        submit(as("bob"), request)
                .then()
                .statusCode(409)
                .body("conflictingJob.id", equalTo(his.substring("/jobs/".length())));
    }

    @Test
    void anOperatorSeesAndHandlesEverybodysJobs() {
        String hers = submitted(as("alice"), NOW);
        awaitEnd(OwnersTest::operator, hers);
        operator().get(hers).then().statusCode(303);
        operator().get(hers + "/result").then().statusCode(200);
        operator().get(hers + "/log").then().statusCode(200);
        operator().delete(hers).then().statusCode(204);
        assertNotFound(as("alice").get(hers));

        String waiting = submitted(as("alice"), LATER);
        operator().post(waiting + "/cancel").then().statusCode(202).body("owner", equalTo("alice"));
        operator()
                .header("Idempotency-Key", UUID.randomUUID())
                .post(waiting + "/retry")
                .then()
                .statusCode(202);
        awaitEnd(() -> as("alice"), waiting);
        assertNotFound(operator().get("/jobs/" + UUID.randomUUID()));
    }

    @Test
    void theKeyOfAnOperatorIsNoneOfTheOwners() {
        String key = UUID.randomUUID().toString();
        String hers = submitted(as("alice"), LATER);
        as("alice").post(hers + "/cancel").then().statusCode(202);
        operator().header("Idempotency-Key", key).post(hers + "/retry").then().statusCode(202);
        operator().header("Idempotency-Key", key).post(hers + "/retry").then().statusCode(202);
        String another = submitted(as("alice").header("Idempotency-Key", key), LATER);
        assertThat(another).isNotEqualTo(hers);
        submit(operator().header("Idempotency-Key", key), LATER).then().statusCode(422);
    }

    @Test
    void queuesAndWorkersAreForOperatorsWhereCallersSayWhoTheyAre() {
        for (String path : new String[] {"/queues", "/workers"}) {
            as("alice")
                    .get(path)
                    .then()
                    .statusCode(403)
                    .contentType("application/problem+json")
                    .body("code", equalTo("operators-only"));
            operator().get(path).then().statusCode(200);
            given().get(path).then().statusCode(200);
        }
        as("alice").post("/queues/narrow/pause").then().statusCode(403);
        operator()
                .get("/queues")
                .then()
                .body("queues.find {it.name == 'narrow'}.paused", not(true));
    }
}
