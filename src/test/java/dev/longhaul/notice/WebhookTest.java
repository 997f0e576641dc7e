package dev.longhaul.notice;

import static dev.longhaul.security.TestCallers.as;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import com.standardwebhooks.Webhook;
import dev.longhaul.Jobs;
import dev.longhaul.security.Owners;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WebhookTest {

    /** As EmbeddedParts sets them. */
    private static final String OLD = "whsec_b2xkIG9sZCBvbGQgb2xkIG9sZCBvbGQgb2xkIG9sZCE=";

    private static final String NEW = "whsec_bmV3IG5ldyBuZXcgbmV3IG5ldyBuZXcgbmV3IG5ldyE=";
    private static final String ALICES = "whsec_YWxpY2UgYWxpY2UgYWxpY2UgYWxpY2UgYWxpY2UgIQ==";

    @Inject Receiver receiver;

    private static String request(String type, String parameters, String url, String more) {
        return "{\"type\": \"%s\", \"maxAttempts\": 1, \"parameters\": %s, \"notify\": {\"webhook\": {\"url\": \"%s\"%s}}}"
                .formatted(type, parameters, url, more);
    }

    private static String adding(String url) {
        return request("add", "{\"a\": 1, \"b\": 2}", url, "");
    }

    private static JsonPath awaitState(String job, String state) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Jobs.status(job).getString("notifications[0].state").equals(state));
        return Jobs.status(job);
    }

    private static void verify(String secret, Receiver.Request request) throws Exception {
        new Webhook(secret).verify(request.body(), request.headers());
    }

    @Test
    void theEndOfAJobIsPostedSignedWithEachSecretAndListedInTheJob() throws Exception {
        String url = receiver.address("204");
        String before =
                Jobs.post(adding(url))
                        .then()
                        .statusCode(202)
                        .body("notifications[0].state", equalTo("waiting"))
                        .body("notifications[0].url", equalTo(url))
                        .extract()
                        .path("id");
        String job = "/jobs/" + before;
        JsonPath told = awaitState(job, "delivered");
        assertThat(receiver.at(url)).hasSize(1);
        Receiver.Request request = receiver.at(url).getFirst();
        verify(OLD, request);
        verify(NEW, request);
        assertThatThrownBy(() -> verify(ALICES, request));

        var body = new JsonPath(request.body());
        assertThat(body.getString("type")).isEqualTo("job.succeeded");
        assertThat(Instant.parse(body.getString("timestamp")))
                .isEqualTo(Instant.parse(told.getString("finished")));
        assertThat(body.getString("data.id")).isEqualTo(before);
        assertThat(body.getString("data.status")).isEqualTo("succeeded");
        assertThat(body.getString("data.resourceLocation"))
                .isEqualTo("https://jobs.example.org" + job + "/result");

        JsonPath deliveries =
                when().get(job + "/deliveries").then().statusCode(200).extract().jsonPath();
        assertThat(deliveries.getList("deliveries"))
                .isEqualTo(told.getList("notifications[0].deliveries"))
                .hasSize(1);
        assertThat(deliveries.getInt("deliveries[0].status")).isEqualTo(204);
        assertThat(deliveries.getString("deliveries[0].messageId"))
                .isEqualTo(request.headers().firstValue("webhook-id").orElseThrow());
    }

    @Test
    void whatIsNotAcceptedIsTriedAgainUnderTheSameIdAndNotBeforeTheReceiverWantsIt() {
        String url = receiver.address("500", "429", "200");
        String job = Jobs.submit(adding(url));
        JsonPath told = awaitState(job, "delivered");
        assertThat(receiver.at(url).stream().map(r -> r.headers().firstValue("webhook-id")))
                .hasSize(3)
                .containsOnly(receiver.at(url).getFirst().headers().firstValue("webhook-id"));
        assertThat(receiver.at(url).stream().map(Receiver.Request::body).distinct()).hasSize(1);
        assertThat(told.getList("notifications[0].deliveries.status"))
                .containsExactly(500, 429, 200);
        assertThat(told.getString("notifications[0].deliveries[0].message"))
                .contains("500", "words of the receiver");
        List<String> started = told.getList("notifications[0].deliveries.started");
        assertThat(Duration.between(Instant.parse(started.get(1)), Instant.parse(started.get(2))))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void whoIsGoneIsNotAskedAgainUntilSomebodyWantsItReplayed() {
        String url = receiver.address("410", "200");
        String job = Jobs.submit(adding(url));
        JsonPath told = awaitState(job, "givenUp");
        assertThat(told.getList("notifications[0].deliveries")).hasSize(1);
        when().post(job + "/deliveries/1/replay").then().statusCode(202);
        awaitState(job, "delivered");
        assertThat(receiver.at(url)).hasSize(2);
        assertThat(receiver.at(url).get(1).headers().firstValue("webhook-id"))
                .isEqualTo(receiver.at(url).get(0).headers().firstValue("webhook-id"));
        when().post(job + "/deliveries/7/replay")
                .then()
                .statusCode(404)
                .body("code", equalTo("no-such-delivery"));
    }

    @Test
    void anOwnerWhoseReceiverDoesNotAnswerKeepsNobodyElseWaiting() {
        String slow = receiver.heldAddress();
        String quick = receiver.address("200");
        try {
            for (int i = 0; i < 40; i++) {
                submitAs("slow-owner", slow);
            }
            // More than a quarter of the places could only come after others'.
            await().atMost(Duration.ofSeconds(20)).until(() -> receiver.at(slow).size() >= 8);
            submitAs("quick-owner", quick);
            await().atMost(Duration.ofSeconds(20)).until(() -> receiver.at(quick).size() == 1);
            assertThat(receiver.at(slow)).hasSizeLessThan(12);
        } finally {
            receiver.answerAll();
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> receiver.at(slow).size() == 40);
    }

    private static void submitAs(String owner, String url) {
        as(owner)
                .contentType("application/json")
                .body(adding(url))
                .post("/jobs")
                .then()
                .statusCode(202);
    }

    @Test
    void aReplayThatIsRepeatedUnderItsKeyTellsOnce() {
        String url = receiver.address("200");
        String job = Jobs.submit(adding(url));
        awaitState(job, "delivered");
        String key = UUID.randomUUID().toString();
        replay(job, key, 1).then().statusCode(202);
        await().atMost(Duration.ofSeconds(20)).until(() -> receiver.at(url).size() == 2);
        await().until(() ->
                when().get(job + "/deliveries").jsonPath().getList("deliveries").size() == 2);
        replay(job, key, 1).then().statusCode(202);
        assertThat(Jobs.status(job).getString("notifications[0].state")).isEqualTo("delivered");
        replay(job, key, 2).then().statusCode(422).body("code", equalTo("idempotency-key-reused"));
        replay(job, UUID.randomUUID().toString(), 7).then().statusCode(404);
        assertThat(receiver.at(url)).hasSize(2);
    }

    private static Response replay(String job, String key, int delivery) {
        return given().header("Idempotency-Key", key)
                .post(job + "/deliveries/" + delivery + "/replay");
    }

    @Test
    void whoNeverAcceptsIsGivenUp() {
        String url = receiver.address("503");
        JsonPath told = awaitState(Jobs.submit(adding(url)), "givenUp");
        assertThat(told.getList("notifications[0].deliveries")).hasSize(4);
    }

    @Test
    void anAddressThatIsNotOnThePublicInternetIsNotAsked() {
        JsonPath told = awaitState(Jobs.submit(adding("http://192.168.7.7/hook")), "givenUp");
        assertThat(told.getString("notifications[0].deliveries[0].message"))
                .contains("192.168.7.7", "not on the public internet");
    }

    @Test
    void onlyTheEndsThatAreWantedAreTold() {
        String failed = receiver.address("200");
        String events = ", \"events\": [\"failed\", \"canceled\"]";
        String succeeding = Jobs.submit(request("add", "{\"a\": 1, \"b\": 2}", failed, events));
        Jobs.awaitEnd(succeeding);
        String failing = Jobs.submit(request("flaky", "{\"failures\": 1}", failed, events));
        awaitState(failing, "delivered");
        String canceled =
                Jobs.submit(
                        request("no-op", "{}", failed, events)
                                .replace(
                                        "\"maxAttempts\"", "\"delay\": \"PT1H\", \"maxAttempts\""));
        when().post(canceled + "/cancel").then().statusCode(202);
        awaitState(canceled, "delivered");
        assertThat(
                        receiver.at(failed).stream()
                                .map(told -> new JsonPath(told.body()).getString("type")))
                .containsExactly("job.failed", "job.canceled");
        assertThat(new JsonPath(receiver.at(failed).getFirst().body()).getString("data.error.code"))
                .isEqualTo("handler-error");
        assertThat(Jobs.status(succeeding).getString("notifications[0].state"))
                .isEqualTo("waiting");
    }

    @Test
    void aJobThatIsTriedAgainTellsItsNewEndAsANewMessage() {
        String url = receiver.address("200");
        String job = Jobs.submit(request("flaky", "{\"failures\": 1}", url, ""));
        awaitState(job, "delivered");
        when().post(job + "/retry").then().statusCode(202);
        await().atMost(Duration.ofSeconds(20)).until(() -> receiver.at(url).size() == 2);
        assertThat(
                        receiver.at(url).stream()
                                .map(told -> new JsonPath(told.body()).getString("type")))
                .containsExactly("job.failed", "job.succeeded");
        assertThat(receiver.at(url).stream().map(r -> r.headers().firstValue("webhook-id")))
                .doesNotHaveDuplicates();
        await().until(() ->
                when().get(job + "/deliveries").jsonPath().getList("deliveries").size() == 2);
        when().post(job + "/deliveries/1/replay")
                .then()
                .statusCode(409)
                .body("code", equalTo("delivery-outdated"));
    }

    @Test
    void anOwnerMayHaveSecretsOfTheirOwnAndOthersSeeNothing() throws Exception {
        String url = receiver.address("200");
        String job =
                "/jobs/"
                        + as("alice")
                                .contentType("application/json")
                                .body(adding(url))
                                .post("/jobs")
                                .path("id");
        await().atMost(Duration.ofSeconds(20)).until(() -> receiver.at(url).size() == 1);
        verify(ALICES, receiver.at(url).getFirst());
        assertThatThrownBy(() -> verify(NEW, receiver.at(url).getFirst()));
        as("bob").get(job + "/deliveries").then().statusCode(404);
        as("bob").post(job + "/deliveries/1/replay").then().statusCode(404);
        await().until(() ->
                as("alice").get(job + "/deliveries").jsonPath().getList("deliveries").size() == 1);
        as("olivia", Owners.OPERATOR).post(job + "/deliveries/1/replay").then().statusCode(202);
        await().atMost(Duration.ofSeconds(20)).until(() -> receiver.at(url).size() == 2);
    }

    @Test
    void allThatIsWrongWithTheWishesIsSaidAtOnceWithPointers() {
        Jobs.post(
                        """
                        {"type": "no-op", "notify": {"email": ["ada", "eve@example.org"],
                            "webhook": {"url": "ftp://example.org", "events": ["failed"]}}}
                        """)
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItems("/notify/email/0", "/notify/webhook/url"));
        Jobs.post("{\"type\": \"no-op\", \"notify\": {\"attach\": true}}")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItems("/notify", "/notify/attach"));
        Jobs.post(
                        "{\"type\": \"no-op\", \"notify\": {\"webhook\": {\"url\": \"https://example.org\", \"events\": [\"x\"]}}}")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItems("/notify/webhook/events/0"));
    }
}
