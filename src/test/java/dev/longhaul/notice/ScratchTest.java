package dev.longhaul.notice;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.awaitility.Awaitility.await;

import dev.longhaul.Jobs;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ScratchTest {
    @Inject Receiver receiver;

    static void dump(String name, String text) throws Exception {
        Files.writeString(Path.of("/tmp/openapi2.dump"), "@@" + name + "\n" + text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    static String s(String path) {
        return when().get(path).asString();
    }

    @Test
    void all() throws Exception {
        String request = """
            {"cron": "30 6 * * 1-5", "timeZone": "Europe/Berlin", "overlap": "skip", "catchUp": "one",
             "job": {"type": "export", "description": "The posts of user 7", "parameters": {"dataset": "posts", "arguments": {"userId": 7}, "format": "csv"}, "labels": {"team": "growth"}}}
            """;
        dump("schedule-request", request);
        String p = "/schedules/weekday-posts";
        dump("created-schedule", given().contentType("application/json").body(request).put(p).asString());
        String more = request.replace("30 6", "0 7");
        dump("replaced-schedule", given().contentType("application/json").body(more).put(p).asString());
        Response triggered = when().post(p + "/trigger");
        dump("triggered-job", triggered.asString());
        Jobs.awaitEnd("/jobs/" + triggered.path("id"));
        dump("manifest", s("/jobs/" + triggered.path("id") + "/result/manifest"));
        dump("schedule", s(p));
        dump("schedule-list", s("/schedules?limit=1"));
        dump("run-list", s(p + "/runs?limit=1"));
        dump("paused-schedule", when().post(p + "/pause").asString());
        dump("resumed-schedule", when().post(p + "/resume").asString());
        when().delete(p);
        String url = receiver.address("500", "204");
        String nj = "{\"type\": \"add\", \"parameters\": {\"a\": 5, \"b\": 7}, \"notify\": {\"webhook\": {\"url\": \"" + url + "\", \"events\": [\"succeeded\", \"failed\"]}}}";
        dump("notify-request", nj);
        String job = Jobs.submit(nj);
        await().atMost(Duration.ofSeconds(40)).until(() -> Jobs.status(job).getString("notifications[0].state").equals("delivered"));
        dump("notified-job", s(job + "/status"));
        dump("deliveries", s(job + "/deliveries"));
        dump("receiver", url + "\n" + receiver.at(url).getFirst().body());
    }
}
