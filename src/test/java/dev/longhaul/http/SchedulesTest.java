package dev.longhaul.http;

import static dev.longhaul.security.TestCallers.as;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.longhaul.Jobs;
import dev.longhaul.Uploaded;
import dev.longhaul.security.Owners;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SchedulesTest {

    private static final String WEEKDAYS =
            """
            {"cron": "30 6 * * 1-5", "timeZone": "Europe/Berlin",
             "job": {"type": "add", "parameters": {"a": 1, "b": 2}, "labels": {"team": "growth"}}}
            """;

    private static final String ADD =
            "{\"cron\": \"@yearly\", \"job\": {\"type\": \"add\", \"parameters\": {\"a\": 1, \"b\": 2}}}";

    private final List<String> made = new ArrayList<>();

    /** A path that no other test uses. */
    private String path() {
        String path = "/schedules/test-" + UUID.randomUUID();
        made.add(path);
        return path;
    }

    @AfterEach
    void remove() {
        made.forEach(path -> when().delete(path));
    }

    private static RequestSpecification json() {
        return given().redirects().follow(false).contentType("application/json");
    }

    private static Response put(String path, String body) {
        return json().body(body).put(path);
    }

    @Test
    void aScheduleIsMadeLookedAtReplacedAndRemoved() {
        String path = path();
        put(path, WEEKDAYS)
                .then()
                .statusCode(201)
                .header("Location", endsWith(path))
                .body("cron", equalTo("30 6 * * 1-5"))
                .body("overlap", equalTo("skip"))
                .body("catchUp", equalTo("one"))
                .body("paused", equalTo(false))
                .body("job.labels.team", equalTo("growth"))
                .body("nextFires", hasSize(5))
                .body("lastJob", nullValue())
                .body("links.latest", endsWith(path + "/latest"));
        put(path, "{\"every\": \"PT1H\", \"paused\": true, \"job\": {\"type\": \"no-op\"}}")
                .then()
                .statusCode(200)
                .body("cron", nullValue())
                .body("every", equalTo("PT1H"))
                .body("anchor", equalTo("1970-01-01T00:00:00Z"))
                .body("nextFires", hasSize(0));
        when().get(path).then().statusCode(200).body("paused", equalTo(true));
        when().post(path + "/resume").then().statusCode(200).body("nextFires", hasSize(5));
        when().delete(path).then().statusCode(204);
        when().get(path).then().statusCode(404).body("code", equalTo("no-such-schedule"));
        when().delete(path).then().statusCode(404);
        when().post(path + "/pause").then().statusCode(404);
    }

    @Test
    void whoWritesCanSayWhatHasToBeThere() {
        String path = path();
        json().header("If-Match", "*").body(ADD).put(path).then().statusCode(412);
        String first =
                json().header("If-None-Match", "*")
                        .body(ADD)
                        .put(path)
                        .then()
                        .statusCode(201)
                        .extract()
                        .header("ETag");
        json().header("If-None-Match", "*")
                .body(ADD)
                .put(path)
                .then()
                .statusCode(412)
                .body("code", equalTo("precondition-failed"));
        given().header("If-None-Match", first).get(path).then().statusCode(304);

        String job = when().post(path + "/trigger").then().statusCode(202).extract().path("id");
        given().header("If-None-Match", first).get(path).then().statusCode(200);
        Jobs.awaitEnd("/jobs/" + job);
        json().header("If-Match", first).body(WEEKDAYS).put(path).then().statusCode(200);
        json().header("If-Match", first).body(ADD).put(path).then().statusCode(412);
        given().header("If-Match", first).delete(path).then().statusCode(412);
        given().header("If-Match", "*").delete(path).then().statusCode(204);
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        put(
                        path(),
                        """
                        {"cron": "61 6 * * *", "every": "PT0.5S", "timeZone": "berlin", "overlap": "sometimes",
                         "job": {"type": "add", "parameters": {"a": "x"}, "runAt": "2030-01-01T00:00:00Z", "priority": 10},
                         "jobs": 1}
                        """)
                .then()
                .statusCode(400)
                .body("code", equalTo("validation-failed"))
                .body(
                        "errors.pointer",
                        hasItems(
                                "/cron",
                                "/every",
                                "/timeZone",
                                "/overlap",
                                "/jobs",
                                "/job/runAt",
                                "/job/priority",
                                "/job/parameters/a",
                                "/job/parameters/b"))
                .body(
                        "errors.find { it.pointer == '/cron' }.detail",
                        containsString("field 1 (minute)"))
                .body(
                        "errors.find { it.pointer == '/every' }.detail",
                        containsString("whole seconds, at least one"))
                .body(
                        "errors.find { it.pointer == '/timeZone' }.detail",
                        containsString("did you mean Europe/Berlin?"));
        put(path(), "{\"job\": {\"type\": \"nonsense\"}}")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItems("/cron", "/job/type"));
        put(
                        path(),
                        """
                        {"cron": "@dayly", "anchor": "2026-01-01T00:00:00Z", "job": {"type": "no-op"}}
                        """)
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/cron", "/anchor"));
        put(path(), "[]").then().statusCode(400).body("code", equalTo("validation-failed"));
        put(path(), "{").then().statusCode(400).body("code", equalTo("malformed-json"));
        put("/schedules/-x", ADD).then().statusCode(400).body("code", equalTo("bad-request"));
    }

    @Test
    void allIsCaughtUpOnOnlyWhereRunsMayOverlap() {
        String path = path();
        String every =
                "{\"every\": \"PT1H\", %s \"catchUp\": \"all\", \"job\": {\"type\": \"no-op\"}}";
        for (String overlap : List.of("", "\"overlap\": \"skip\",", "\"overlap\": \"queue\",")) {
            put(path, every.formatted(overlap))
                    .then()
                    .statusCode(400)
                    .body("errors.pointer", contains("/catchUp"))
                    .body("errors[0].detail", containsString("only with the overlap allow"));
        }
        put(path, every.formatted("\"overlap\": \"allow\",")).then().statusCode(201);
    }

    @Test
    void aScheduleBelongsToWhoMadeIt() {
        String path = path();
        as("alice").contentType("application/json").body(ADD).put(path).then().statusCode(201);
        as("bob").get(path).then().statusCode(404);
        as("bob").get(path + "?owner=alice").then().statusCode(404);
        as("bob").delete(path + "?owner=alice").then().statusCode(404);
        as("bob").post(path + "/trigger").then().statusCode(404);
        as("bob").contentType("application/json").body(WEEKDAYS).put(path).then().statusCode(201);
        as("alice").get(path).then().statusCode(200).body("cron", equalTo("@yearly"));

        RequestSpecification operator = as("olivia", Owners.OPERATOR);
        operator.get("/schedules")
                .then()
                .statusCode(200)
                .body("schedules.owner", hasItems("alice", "bob"));
        String own = path.substring("/schedules/".length());
        as("olivia", Owners.OPERATOR)
                .get(path + "?owner=alice")
                .then()
                .statusCode(200)
                .body("owner", equalTo("alice"))
                .body("links.runs", endsWith(own + "/runs?owner=alice"));
        as("olivia", Owners.OPERATOR).delete(path + "?owner=alice").then().statusCode(204);
        as("bob").get("/schedules?owner=alice").then().body("schedules", hasSize(0));
        as("bob").delete(path).then().statusCode(204);
    }

    @Test
    void schedulesAreListedPageByPage() {
        String owner = "lister-" + UUID.randomUUID();
        for (int i = 0; i < 5; i++) {
            as(owner).contentType("application/json").body(ADD).put("/schedules/s" + i);
        }
        String job = as(owner).post("/schedules/s3/trigger").then().extract().path("id");
        as(owner)
                .get("/schedules")
                .then()
                .body("schedules.lastJob.id", contains(job))
                .body("schedules.find { it.lastJob != null }.name", equalTo("s3"));
        List<String> names = new ArrayList<>();
        String token = "";
        do {
            JsonPath page =
                    as(owner)
                            .get("/schedules?limit=2&pageToken=" + token)
                            .then()
                            .statusCode(200)
                            .extract()
                            .jsonPath();
            names.addAll(page.getList("schedules.name"));
            token = page.getString("nextPageToken");
        } while (token != null);
        assertThat(names).containsExactlyInAnyOrder("s0", "s1", "s2", "s3", "s4");
        as(owner)
                .get("/schedules?limit=x&color=red")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItems("/query/limit", "/query/color"));
        names.forEach(name -> as(owner).delete("/schedules/" + name).then().statusCode(204));
    }

    @Test
    void aScheduleRunsAlsoWhenSomebodyAsks() {
        String path = path();
        put(
                path,
                "{\"cron\": \"@yearly\", \"paused\": true, \"job\": {\"type\": \"no-op\", \"delay\": \"PT1H\"}}");
        String key = UUID.randomUUID().toString();
        String job =
                given().header("Idempotency-Key", key)
                        .post(path + "/trigger")
                        .then()
                        .statusCode(202)
                        .body("schedule.name", equalTo(path.substring("/schedules/".length())))
                        .body("schedule.fireAt", nullValue())
                        .extract()
                        .path("id");
        given().header("Idempotency-Key", key)
                .post(path + "/trigger")
                .then()
                .statusCode(202)
                .body("id", equalTo(job));
        when().post(path + "/trigger")
                .then()
                .statusCode(409)
                .body("code", equalTo("run-not-finished"))
                .body("conflictingJob.id", equalTo(job))
                .header("Location", endsWith("/jobs/" + job));
        when().get(path).then().body("lastJob.id", equalTo(job));
        when().get(path + "/runs?status=notStarted").then().body("jobs.id", equalTo(List.of(job)));
        when().get(path + "/runs?status=failed").then().body("jobs", hasSize(0));
        when().post("/jobs/" + job + "/cancel").then().statusCode(202);
        when().delete(path).then().statusCode(204);
        when().get("/jobs/" + job).then().statusCode(200).body("schedule", nullValue());
    }

    @Test
    void theLatestResultIsThatOfTheNewestRunThatSucceeded() {
        String path = path();
        put(path, ADD);
        given().redirects()
                .follow(false)
                .get(path + "/latest")
                .then()
                .statusCode(404)
                .body("code", equalTo("no-result-yet"))
                .header("Retry-After", equalTo("60"));
        List<String> runs = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            String job = when().post(path + "/trigger").then().statusCode(202).extract().path("id");
            Jobs.awaitEnd("/jobs/" + job);
            runs.add("/jobs/" + job);
        }
        json().get(path + "/latest")
                .then()
                .statusCode(303)
                .header("Location", endsWith(runs.get(1) + "/result"));
        assertThat(when().get(path + "/latest").asString()).isEqualTo("3");
        when().delete(runs.get(1)).then().statusCode(204);
        json().get(path + "/latest")
                .then()
                .statusCode(303)
                .header("Location", endsWith(runs.get(0) + "/result"));
        when().delete(runs.get(0)).then().statusCode(204);
        json().get(path + "/latest").then().statusCode(404);
        json().get(path() + "/latest").then().body("code", equalTo("no-such-schedule"));
    }

    @Test
    void resultsThatHaveExpiredAreGone() {
        String path = path();
        put(
                path,
                "{\"cron\": \"@yearly\", \"job\": {\"type\": \"add\", \"retention\": \"PT0S\", \"parameters\": {\"a\": 1, \"b\": 2}}}");
        when().post(path + "/trigger").then().statusCode(202);
        await().untilAsserted(() ->
                json().get(path + "/latest")
                        .then()
                        .statusCode(410)
                        .body("code", equalTo("result-expired")));
    }

    @Test
    void aFileStaysForAsLongAsAScheduleRefersToIt() {
        String file = Uploaded.upload("again and again");
        String path = path();
        put(
                        path,
                        """
                        {"cron": "@yearly", "job": {"type": "join", "parameters": {"file": {"file": "%s"}}}}
                        """
                                .formatted(file))
                .then()
                .statusCode(201);
        when().delete("/files/" + file).then().statusCode(409);
        put(path, ADD).then().statusCode(200);
        when().delete("/files/" + file).then().statusCode(204);
    }

    /** The wish of a microblog's readers: a job every few minutes, here seconds, whose latest result users read. */
    @Test
    void usersReadTheLatestResultOfAJobThatRunsAgainAndAgain() {
        String path = path();
        put(
                        path,
                        """
                        {"every": "PT1S", "overlap": "skip", "job": {"type": "export",
                         "parameters": {"dataset": "posts", "arguments": {"userId": 7}, "format": "json"}}}
                        """)
                .then()
                .statusCode(201);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> json().get(path + "/latest").statusCode() == 303);
        String first = json().get(path + "/latest").header("Location");
        when().get(path + "/latest").then().statusCode(200).body("posts", not(hasSize(0)));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !first.equals(json().get(path + "/latest").header("Location")));
        JsonPath schedule = when().get(path).jsonPath();
        Instant lastFire = Instant.parse(schedule.getString("lastFire"));
        assertThat(lastFire).isEqualTo(lastFire.truncatedTo(ChronoUnit.SECONDS));
    }
}
