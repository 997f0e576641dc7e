package dev.longhaul.systems;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;

import dev.longhaul.Jobs;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * System 3: {@code very_slow_add.delay(5, 7)} from a request handler, and {@code job.wait()}. The processes of its Procfile,
 * told what to do by the environment, are walked by {@link dev.longhaul.MigrateIT} and {@link
 * dev.longhaul.SeparateProcessesIT}.
 */
@QuarkusTest
class CeleryTest {

    private static final String SLOW_ADD =
            "{\"type\": \"add\", \"parameters\": {\"a\": 5, \"b\": 7, \"seconds\": 2}}";

    @Test
    void aHandlerIsAnsweredAtOnceAndWaitsOnlyIfItLikes() {
        Response delayed = Jobs.post(SLOW_ADD);
        assertThat(delayed.statusCode()).isEqualTo(202);
        assertThat(delayed.jsonPath().getBoolean("done")).isFalse();

        String status = delayed.header("Operation-Location");
        JsonPath job = delayed.jsonPath();
        String tag = "\"\"";
        while (!job.getBoolean("done")) {
            Response news =
                    given().header("Prefer", "wait=20").header("If-None-Match", tag).get(status);
            tag = news.header("ETag");
            job = news.statusCode() == 304 ? job : news.jsonPath();
        }
        assertThat(job.getString("status")).isEqualTo("succeeded");
        assertThat(when().get(delayed.header("Location")).asString()).isEqualTo("12");
    }

    @Test
    void whoPrefersToWaitGetsTwelveInOneRequest() {
        Response waited =
                given().contentType("application/json")
                        .header("Prefer", "wait=20")
                        .redirects()
                        .follow(false)
                        .body(SLOW_ADD)
                        .post("/jobs");
        waited.then()
                .statusCode(303)
                .header("Location", endsWith("/result"))
                .header("Preference-Applied", containsString("wait"));
        assertThat(when().get(waited.header("Location")).asString()).isEqualTo("12");
    }

    @Test
    void oneWorkerAddsFourTimesAtOnce() {
        String caller = UUID.randomUUID().toString();
        for (int i = 0; i < 4; i++) {
            Jobs.submit(
                    """
                    {"type": "add", "labels": {"caller": "%s"}, "parameters": {"a": 5, "b": 7, "seconds": 60}}
                    """
                            .formatted(caller));
        }
        String path = "/jobs?status=running&label=caller:" + caller;
        JsonPath running =
                await().until(
                                () -> when().get(path).jsonPath(),
                                list -> list.getList("jobs").size() == 4);
        assertThat(running.getList("jobs.attempts.worker.flatten()"))
                .hasSize(4)
                .containsOnly(running.getString("jobs[0].attempts[0].worker"));
        for (String id : running.getList("jobs.id", String.class)) {
            when().post("/jobs/" + id + "/cancel").then().statusCode(202);
            assertThat(Jobs.awaitEnd("/jobs/" + id).getString("status")).isEqualTo("canceled");
        }
    }
}
