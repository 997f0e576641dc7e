package dev.longhaul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.longhaul.local.ExternalDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export whose worker is killed half-way, and the worker that comes after it. */
@NullUnmarked
class KilledExportIT {

    private static final int ROWS = 2_000_000;
    private static final String EXPORT =
            "{\"type\": \"export\", \"parameters\": {\"dataset\": \"many\", \"format\": \"csv\"}}";

    @TempDir static Path directory;

    private static ExternalDatabase database;
    private static ExternalBroker broker;
    private static PackagedApplication web;

    @BeforeAll
    static void start() throws Exception {
        database = ExternalDatabase.start(directory);
        broker = ExternalBroker.start(directory);
        Path datasets = Files.createDirectory(directory.resolve("datasets"));
        Files.writeString(
                datasets.resolve("many.yaml"),
                """
                name: many
                source: microblog
                key: id
                sql: |
                  SELECT n AS id, n %% 5000 AS author, repeat(md5(n::text), 4) AS body
                  FROM generate_series(1, %d) AS n
                """
                        .formatted(ROWS));
        web = PackagedApplication.startReady(directory, environment("web,scheduler"));
    }

    private static Map<String, String> environment(String roles) {
        var environment = new HashMap<>(database.environment());
        environment.put("AMQP_HOST", "127.0.0.1");
        environment.put("AMQP_PORT", String.valueOf(broker.port()));
        environment.put("AMQP_USERNAME", "longhaul");
        environment.put("AMQP_PASSWORD", "longhaul");
        environment.put("LONGHAUL_ROLES", roles);
        environment.put("LONGHAUL_EXECUTION_LEASE", "3s");
        environment.put("LONGHAUL_UPKEEP_REAP_EVERY", "1s");
        environment.put("LONGHAUL_EXPORT_CHECKPOINT_EVERY", "100ms");
        environment.put("LONGHAUL_DATASETS", directory.resolve("datasets").toString());
        environment.put("LONGHAUL_FILES_DIRECTORY", directory.resolve("files").toString());
        return environment;
    }

    @AfterAll
    static void stop() throws Exception {
        web.close();
        broker.close();
        database.close();
    }

    @Test
    void theNextWorkerGoesOnAndTheFileIsTheSame() throws Exception {
        String killed;
        String whole;
        try (var worker = PackagedApplication.startReady(directory, environment("worker"))) {
            whole = web.submit(EXPORT);
            web.awaitEnd(whole);
            killed = web.submit(EXPORT);
            await().pollInterval(Duration.ofMillis(20))
                    .until(() -> web.status(killed).at("/progress/percent").asInt() >= 20);
            worker.killHard();
        }
        JsonNode ended;
        try (var _ = PackagedApplication.startReady(directory, environment("worker"))) {
            ended = web.awaitEnd(killed);
        }
        assertThat(ended.path("status").asText()).as(ended.toPrettyString()).isEqualTo("succeeded");
        assertThat(ended.at("/attempts/0/outcome").asText()).isEqualTo("lost");
        assertThat(ended.at("/result/rows").asLong()).isEqualTo(ROWS);
        assertThat(resultOf(killed)).hasSameBinaryContentAs(resultOf(whole));

        String log = web.get(killed + "/log").body();
        assertThat(log)
                .as("what the attempts logged")
                .contains("Attempt 2 goes on from the checkpoint of attempt 1")
                .containsPattern("[1-9]\\d{5,} rows are written; goes on after id [1-9]\\d{5,}")
                .containsPattern(ROWS + " rows written, [1-9]\\d{0,6} of them by this attempt");
        assertThat(log).doesNotContain(ROWS + " of them");
        try (var staged = Files.list(directory.resolve("files").resolve("staging"))) {
            assertThat(staged).isEmpty();
        }
    }

    private static Path resultOf(String job) throws Exception {
        String id = job.substring("/jobs/".length());
        try (var files = Files.walk(directory.resolve("files").resolve("results"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(id))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
