package dev.longhaul.upkeep;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.longhaul.Jobs;
import dev.longhaul.Rows;
import dev.longhaul.files.FileStore;
import dev.longhaul.files.StagedFile;
import dev.longhaul.job.JobId;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That the duties are done by themselves, each in its time. */
@QuarkusTest
@TestProfile(ScheduleTest.InAHurry.class)
class ScheduleTest {

    public static class InAHurry implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "longhaul.execution.lease", "2s",
                    "longhaul.upkeep.reap-every", "1s",
                    "longhaul.upkeep.expire-every", "1s",
                    "longhaul.upkeep.tombstones", "3s",
                    "longhaul.upkeep.sweep-every", "1s",
                    "longhaul.upkeep.sweep-after", "1s",
                    "longhaul.upkeep.count-every", "1s");
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject FileStore store;
    @Inject Rows rows;

    @Test
    void aJobExpiresIsRememberedForAWhileAndForgotten() {
        String job =
                Jobs.submit(
                        "{\"type\": \"add\", \"retention\": \"PT1S\", \"parameters\": {\"a\": 1, \"b\": 2}}");
        await().atMost(PATIENCE).until(() -> when().get(job + "/result").statusCode() == 410);
        await().atMost(PATIENCE).until(() -> when().get(job + "/result").statusCode() == 404);
    }

    @Test
    void anOrphanedFileGoes() throws IOException {
        try (StagedFile file = store.stage(JobId.create(Instant.now(), new SecureRandom()), 1)) {
            String key = file.publish().key();
            assertThat(store.find(key)).isPresent();
            await().atMost(PATIENCE).until(() -> store.find(key).isEmpty());
        }
    }

    @Test
    void theJobOfADeadWorkerIsTakenFromIt() {
        JobId job = rows.running(1, -1);
        String stillRunning =
                "SELECT count(*) FROM job WHERE status = 'running' AND id = '%s'".formatted(job);
        await().atMost(PATIENCE).until(() -> rows.number(stillRunning) == 0);
        rows.clear();
    }

    @Test
    void whatWaitsIsCountedForWhoScalesWorkers() {
        when().post("/queues/narrow/pause").then().statusCode(200);
        Jobs.submit("{\"type\": \"no-op\", \"queue\": \"narrow\"}");
        Jobs.submit("{\"type\": \"no-op\", \"queue\": \"narrow\", \"delay\": \"PT1H\"}");
        awaitMetrics(
                "longhaul_queue_waiting{queue=\"narrow\"} 1.0",
                "longhaul_queue_scheduled{queue=\"narrow\"} 1.0",
                "longhaul_queue_running{queue=\"narrow\"} 0.0");
        await().atMost(PATIENCE)
                .until(() ->
                        metrics()
                                .anyMatch(line ->
                                        line.matches(
                                                "longhaul_queue_oldest_seconds\\{queue=\"narrow\"} [1-9].*")));
        when().post("/queues/narrow/resume").then().statusCode(200);
        awaitMetrics("longhaul_queue_waiting{queue=\"narrow\"} 0.0");
        rows.clear();
    }

    private static void awaitMetrics(String... lines) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(metrics()).contains(lines));
    }

    private static Stream<String> metrics() {
        return when().get("/q/metrics").asString().lines();
    }
}
