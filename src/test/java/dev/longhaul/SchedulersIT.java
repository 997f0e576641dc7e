package dev.longhaul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.longhaul.local.ExternalDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several schedulers over one database, some of which are killed while they fire. */
@Tag("slow")
@NullUnmarked
class SchedulersIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir static Path directory;

    @Test
    void eachTimeIsFiredOnceAlsoWhenSchedulersAreKilled() throws Exception {
        try (var database = ExternalDatabase.start(directory);
                var broker = ExternalBroker.start(directory);
                var web =
                        PackagedApplication.startReady(
                                directory, environment(database, broker, "web,worker"));
                var first =
                        PackagedApplication.startReady(
                                directory, environment(database, broker, "scheduler"));
                var second =
                        PackagedApplication.startReady(
                                directory, environment(database, broker, "scheduler"))) {
            put(
                    web,
                    """
                    {"every": "PT1S", "overlap": "allow", "catchUp": "all", "job": {"type": "no-op"}}
                    """);
            awaitRuns(web, 4);
            first.killHard();
            awaitRuns(web, 8);
            try (var third =
                    PackagedApplication.startReady(
                            directory, environment(database, broker, "scheduler"))) {
                second.killHard();
                int fired = fireTimes(web).size();
                awaitRuns(web, fired + 4);
                web.post("/schedules/tick/pause", "");
                assertThat(third.log()).doesNotContain("ERROR");
            }
            List<Long> fires = fireTimes(web);
            assertThat(fires)
                    .as("one job for each second, none twice, none left out")
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(fires.getFirst(), fires.getLast())
                                    .boxed()
                                    .toList());
            assertThat(web.get("/schedules/tick/latest").statusCode()).isEqualTo(303);
        }
    }

    private static Map<String, String> environment(
            ExternalDatabase database, ExternalBroker broker, String roles) {
        var environment = new HashMap<>(database.environment());
        environment.put("AMQP_HOST", "127.0.0.1");
        environment.put("AMQP_PORT", String.valueOf(broker.port()));
        environment.put("AMQP_USERNAME", "longhaul");
        environment.put("AMQP_PASSWORD", "longhaul");
        environment.put("LONGHAUL_ROLES", roles);
        environment.put("LONGHAUL_FILES_DIRECTORY", directory.resolve("files").toString());
        return environment;
    }

    private static void put(PackagedApplication web, String body) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var answer =
                    http.send(
                            HttpRequest.newBuilder(web.uri("/schedules/tick"))
                                    .header("Content-Type", "application/json")
                                    .PUT(BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        }
    }

    private static void awaitRuns(PackagedApplication web, int runs) {
        await().atMost(Duration.ofSeconds(30)).until(() -> fireTimes(web).size() >= runs);
    }

    /** The seconds for which there are jobs, as often as there are, in their order. */
    private static List<Long> fireTimes(PackagedApplication web) {
        try {
            List<Long> seconds = new ArrayList<>();
            JsonNode page = JSON.readTree(web.get("/schedules/tick/runs?limit=500").body());
            assertThat(page.has("nextPageToken")).isFalse();
            for (JsonNode job : page.path("jobs")) {
                seconds.add(Instant.parse(job.at("/schedule/fireAt").asText()).getEpochSecond());
            }
            return seconds.stream().sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
