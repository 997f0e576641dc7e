package dev.longhaul.http;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.longhaul.Jobs;
import dev.longhaul.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ListTest {

    @Inject Rows rows;

    /** The jobs of each test have a label of their own. */
    private final String mine = UUID.randomUUID().toString();

    private String submit(String type, String more) {
        return Jobs.submit(
                        "{\"type\": \"%s\", \"labels\": {\"test\": \"%s\", \"team\": \"a:b\"}, %s}"
                                .formatted(type, mine, more))
                .substring("/jobs/".length());
    }

    private String submit() {
        return submit("no-op", "\"parameters\": {}");
    }

    /** Lists the jobs of this test with further parameters, names and values by turns. */
    private Response list(String... parameters) {
        var request = given().queryParam("label", "test:" + mine);
        for (int i = 0; i < parameters.length; i += 2) {
            request.queryParam(parameters[i], parameters[i + 1]);
        }
        return request.get("/jobs");
    }

    private List<String> ids(String... parameters) {
        return list(parameters).then().statusCode(200).extract().path("jobs.id");
    }

    private static @Nullable String next(Response page) {
        String link = page.header("Link");
        if (link == null) {
            return null;
        }
        assertThat(link)
                .startsWith("<" + RestAssured.baseURI + ":" + RestAssured.port + "/jobs?")
                .endsWith(">; rel=\"next\"");
        return link.substring(1, link.indexOf('>'));
    }

    @Test
    void pagesFollowOneAnotherWhileJobsArrive() {
        var submitted = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            submitted.addFirst(submit());
        }
        Response page = list("limit", "2", "q", "", "type", "no-op,add");
        var seen = new ArrayList<String>(page.path("jobs.id"));
        submit();
        for (String url = next(page); url != null; url = next(page)) {
            page = given().urlEncodingEnabled(false).get(url);
            page.then().statusCode(200);
            seen.addAll(page.path("jobs.id"));
        }
        // In the same millisecond the order of ids is nobody's.
        assertThat(seen).containsExactlyInAnyOrderElementsOf(submitted);
        assertThat(seen)
                .isSortedAccordingTo((one, other) -> other.compareTo(one))
                .doesNotHaveDuplicates();
        page.then().body("$", not(hasKey("nextPageToken")));
    }

    @Test
    void aJobLooksAsItDoesAlone() {
        String id =
                submit("add", "\"description\": \"Sums\", \"parameters\": {\"a\": 1, \"b\": 2}");
        Jobs.awaitEnd("/jobs/" + id);
        JsonPath alone = Jobs.status("/jobs/" + id);
        Response page = list();
        page.then().header("Cache-Control", "no-store");
        assertThat(page.jsonPath().getMap("jobs[0]")).isEqualTo(alone.getMap("$"));
    }

    @Test
    void allFiltersHaveToApply() {
        String sum =
                submit(
                        "add",
                        "\"description\": \"Sums of Übermut 100%\", \"parameters\": {\"a\": 4711, \"b\": 2}");
        Jobs.awaitEnd("/jobs/" + sum);
        String later =
                submit(
                        "no-op",
                        "\"delay\": \"PT1H\", \"description\": \"4_711\", \"parameters\": {}");

        assertThat(ids()).containsExactly(later, sum);
        assertThat(ids("type", "add")).containsExactly(sum);
        assertThat(ids("type", "add, no-op")).containsExactly(later, sum);
        assertThat(ids("type", "nobody-has-it")).isEmpty();
        assertThat(ids("status", "succeeded")).containsExactly(sum);
        assertThat(ids("status", "notStarted")).containsExactly(later);
        assertThat(ids("status", "failed,canceled,running")).isEmpty();
        assertThat(ids("status", "notStarted", "status", "succeeded")).containsExactly(later, sum);
        assertThat(ids("status", "notStarted", "type", "add")).isEmpty();
        assertThat(ids("label", "team:a:b")).containsExactly(later, sum);
        assertThat(ids("label", "team:a")).isEmpty();
        assertThat(ids("q", "übermut")).containsExactly(sum);
        assertThat(ids("q", "4711")).containsExactly(sum);
        assertThat(ids("q", "0%")).containsExactly(sum);
        assertThat(ids("q", "%S%")).isEmpty();
        assertThat(ids("q", later.toUpperCase(Locale.ROOT))).containsExactly(later);
        String created = Jobs.status("/jobs/" + sum).getString("created");
        assertThat(ids("createdAfter", created)).containsExactly(later);
        assertThat(ids("createdBefore", created)).isEmpty();
        assertThat(ids("createdBefore", "9999-12-31T23:59:59+01:00")).containsExactly(later, sum);
        assertThat(ids("owner", "anonymous")).containsExactly(later, sum);

        when().post("/jobs/" + later + "/cancel").then().statusCode(202);
        assertThat(ids("status", "canceled,running")).containsExactly(later);
    }

    @Test
    void anotherOwnersJobsAreNotSeen() {
        submit();
        assertThat(ids("owner", "somebody-else")).isEmpty();
    }

    @Test
    void expiredJobsDoNotAppear() {
        String id = submit("no-op", "\"retention\": \"PT0S\", \"parameters\": {}");
        await().until(() -> when().get("/jobs/" + id).statusCode() == 410);
        assertThat(ids()).isEmpty();
    }

    @Test
    void parametersOfMoreThanFourKilobytesAreLeftOut() {
        enlargeParameters(submit(), 4096);
        list().then().body("jobs[0].parameters", nullValue(), "jobs[0].type", equalTo("no-op"));
        enlargeParameters(submit(), 4000);
        assertThat(list().jsonPath().getString("jobs[0].parameters.payload")).hasSize(4000);
    }

    /** No type that takes so much is at hand. */
    private void enlargeParameters(String job, int characters) {
        rows.execute(
                "UPDATE job_request SET parameters = json_build_object('payload', repeat('x', %d)) WHERE id = '%s'"
                        .formatted(characters, job));
    }

    @Test
    void whatIsRareIsFoundBehindThousandsOfOthers() {
        String rare = submit();
        rows.execute(
                """
                WITH made AS MATERIALIZED (
                    SELECT (lpad(to_hex((extract(epoch FROM now()) * 1000)::bigint + n), 12, '0') || '70008'
                        || substr(md5(random()::text), 1, 15))::uuid AS id
                    FROM generate_series(1, 6000) AS n
                ), requests AS (
                    INSERT INTO job_request (id, owner, type, description, parameters)
                    SELECT id, 'anonymous', 'add', 'one of many', '{}' FROM made
                )
                INSERT INTO job (id, owner, type, queue, max_attempts, run_at, status, finished_at, expires_at)
                SELECT id, 'anonymous', 'add', 'many', 3, now(), 'succeeded', now(), now() + interval '1 day' FROM made
                """);
        try {
            assertThat(ids()).containsExactly(rare);
            Response page = given().queryParam("limit", "100000").get("/jobs");
            assertThat(page.jsonPath().getList("jobs")).hasSize(500);
            assertThat(next(page)).contains("limit=100000");
        } finally {
            rows.execute("DELETE FROM job_request WHERE description = 'one of many'");
            rows.execute("DELETE FROM job WHERE queue = 'many'");
        }
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        given().queryParam("limit", "0")
                .queryParam("status", "running,done")
                .queryParam("label", "team")
                .queryParam("createdAfter", "yesterday")
                .queryParam("createdBefore", "+12026-01-01T00:00:00Z")
                .queryParam("q", "one", "two")
                .queryParam("pageToken", "nonsense")
                .queryParam("stauts", "running")
                .get("/jobs")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body(
                        "code",
                        equalTo("validation-failed"),
                        "errors.pointer",
                        containsInAnyOrder(
                                "/query/limit",
                                "/query/status",
                                "/query/label",
                                "/query/createdAfter",
                                "/query/createdBefore",
                                "/query/q",
                                "/query/pageToken",
                                "/query/stauts"));
        for (String limit : List.of("-1", "1.5", "many", "0000")) {
            given().queryParam("limit", limit).get("/jobs").then().statusCode(400);
        }
    }

    @Test
    void aTokenBelongsToItsList() {
        submit();
        submit();
        String token = list("limit", "1").path("nextPageToken");
        list("limit", "2", "pageToken", token).then().statusCode(200);
        list("type", "add", "pageToken", token).then().statusCode(400);
        char other = token.charAt(5) == 'A' ? 'B' : 'A';
        list("pageToken", token.substring(0, 5) + other + token.substring(6))
                .then()
                .statusCode(400);
    }
}
