package dev.longhaul.http;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.longhaul.Jobs;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LogTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static List<JsonNode> log(String job) throws Exception {
        byte[] body =
                when().get(job + "/log")
                        .then()
                        .statusCode(200)
                        .contentType("application/x-ndjson")
                        .header("Cache-Control", "private, no-cache")
                        .extract()
                        .asByteArray();
        var lines = new ArrayList<JsonNode>();
        for (String line : new String(body, StandardCharsets.UTF_8).lines().toList()) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    private static List<String> messages(List<JsonNode> log) {
        return log.stream().map(line -> line.path("message").asText()).toList();
    }

    private static String talk(int lines, int characters, int failures) {
        String job =
                Jobs.submit(
                        "talkative",
                        "{\"lines\": %d, \"characters\": %d, \"failures\": %d}"
                                .formatted(lines, characters, failures));
        Jobs.awaitEnd(job);
        return job;
    }

    @Test
    void theLinesOfAllAttemptsAreThereInOrderOnceTheJobHasEnded() throws Exception {
        String job = talk(4, 0, 1);
        List<JsonNode> log = log(job);
        assertThat(messages(log))
                .containsExactly(
                        "line 0", "line 1", "line 2", "line 3", "line 0", "line 1", "line 2",
                        "line 3");
        assertThat(log)
                .extracting(line -> line.path("attempt").asInt())
                .containsExactly(1, 1, 1, 1, 2, 2, 2, 2);
        assertThat(log)
                .extracting(line -> line.path("level").asText())
                .startsWith("info", "warning", "error", "info");
        assertThat(log)
                .allSatisfy(
                        line -> assertThat(Instant.parse(line.path("time").asText())).isNotNull());
    }

    @Test
    void linesCanBeReadWhileTheJobRuns() {
        String job =
                Jobs.submit(
                        "export",
                        "{\"dataset\": \"slow-numbers\", \"arguments\": {\"rows\": 1000}}");
        await().until(() -> messages(log(job)).contains("Dataset 'slow-numbers' as json"));
        assertThat(Jobs.status(job).getBoolean("done")).isFalse();
        when().post(job + "/cancel").then().statusCode(202);
        Jobs.awaitEnd(job);
    }

    @Test
    void ofTooManyLinesTheFirstAreKeptAndTheLastSaysSo() throws Exception {
        List<JsonNode> log = log(talk(1200, 0, 0));
        assertThat(log).hasSize(1001);
        assertThat(log.get(999).path("message").asText()).isEqualTo("line 999");
        assertThat(log.getLast().path("message").asText()).contains("more than is kept");
    }

    @Test
    void ofTooLongMessagesTheBeginningIsKept() throws Exception {
        List<JsonNode> log = log(talk(200, 10_000, 0));
        assertThat(messages(log).getFirst()).hasSize(4000).startsWith("line 0x").endsWith("…");
        assertThat(messages(log).stream().mapToInt(String::length).sum())
                .isBetween(250 * 1024, 256 * 1024);
        assertThat(messages(log).getLast()).contains("more than is kept");
    }

    @Test
    void anExportSaysHowManyRowsItCountedAndWrote() throws Exception {
        String job = Jobs.submit("export", "{\"dataset\": \"awkward\", \"format\": \"csv\"}");
        Jobs.awaitEnd(job);
        assertThat(messages(log(job)))
                .containsExactly("Dataset 'awkward' as csv", "3 rows counted", "3 rows written");
    }

    @Test
    void aJobThatLoggedNothingHasAnEmptyLogAndLeadsToIt() throws Exception {
        String job = Jobs.submit("no-op", "{}");
        Jobs.awaitEnd(job);
        assertThat(log(job)).isEmpty();
        when().get(job + "/status").then().body("links.log", endsWith(job + "/log"));
        when().head(job + "/log").then().statusCode(200);
    }

    @Test
    void thereIsNoLogOfAJobThatIsNotThere() {
        when().get("/jobs/" + UUID.randomUUID() + "/log")
                .then()
                .statusCode(404)
                .body("code", equalTo("no-such-job"));
    }
}
