package dev.longhaul.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Rows;
import dev.longhaul.job.JobId;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ObservedDurationsTest {

    @Inject ObservedDurations durations;
    @Inject Rows rows;

    @AfterEach
    void clear() {
        rows.clear();
    }

    private void succeeded(String type, int attempt, int seconds) {
        JobId job = rows.succeeded(attempt);
        rows.execute(
                "UPDATE job SET type = '%s', started_at = finished_at - interval '%d s' WHERE id = '%s'"
                        .formatted(type, seconds, job));
    }

    @Test
    void theMedianOfFirstAttemptsIsWhatATypeUsuallyTakes() {
        for (int seconds : new int[] {10, 12, 3000}) {
            succeeded("measured", 1, seconds);
            succeeded("measured", 2, 1);
        }
        assertThat(durations.medians()).containsEntry("measured", Duration.ofSeconds(12));
    }

    @Test
    void twoJobsAreTooFewToTell() {
        succeeded("rare", 1, 10);
        succeeded("rare", 1, 10);
        assertThat(durations.medians()).doesNotContainKey("rare");
    }
}
