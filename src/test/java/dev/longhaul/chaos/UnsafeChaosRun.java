package dev.longhaul.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.chaos.Violation.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Checks the checks: with a protection of the engine taken away, the events that it is for are seen to do damage. */
class UnsafeChaosRun {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final long SEED = 1;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void withoutTheFenceAWorkerThatWakesUpLateDoesDamage() throws Exception {
        try (var cluster =
                Cluster.start(directory, 2, Map.of("LONGHAUL_UNSAFE_FENCING", "false"))) {
            Trial.Finding finding =
                    new Trial(cluster, 20, PATIENCE, SEED).of(new Event.WorkerStalled());
            assertThat(finding.verdict().violations())
                    .extracting(Violation::kind)
                    .containsAnyOf(Kind.ENDED_TWICE, Kind.ATTEMPTS, Kind.NEVER_ENDED);
        }
    }

    @Test
    void withoutTheSweepJobsThatNoMessageAnnouncedNeverRun() throws Exception {
        try (var cluster = Cluster.start(directory, 2, Map.of("LONGHAUL_UNSAFE_SWEEP", "false"))) {
            Trial.Finding finding =
                    new Trial(cluster, 20, PATIENCE, SEED).of(new Event.NobodyAnnounces(10));
            assertThat(finding.verdict().violations())
                    .extracting(Violation::kind)
                    .contains(Kind.NEVER_ENDED);
        }
    }
}
