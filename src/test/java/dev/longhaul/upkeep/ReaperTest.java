package dev.longhaul.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Rows;
import dev.longhaul.files.FileStore;
import dev.longhaul.files.StagedFile;
import dev.longhaul.job.JobId;
import dev.longhaul.job.JobStatus;
import dev.longhaul.ledger.JobEndings;
import dev.longhaul.ledger.Leases;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ByHand.class)
class ReaperTest {

    private static final Duration LEASE = Duration.ofHours(1);

    @ConfigProperty(name = "longhaul.files.directory")
    Path directory;

    @Inject Leases leases;
    @Inject JobEndings endings;
    @Inject AttemptFiles files;
    @Inject FileStore store;
    @Inject Rows rows;

    private Instant now = Instant.parse("2026-11-20T12:00:00Z");
    private Reaper reaper;

    @BeforeEach
    void createReaper() {
        reaper = new Reaper(ByHand.Settings.USUAL, leases, endings, files, () -> now);
    }

    @AfterEach
    void clear() {
        rows.clear();
    }

    private void reapAfter(int seconds) {
        now = now.plusSeconds(seconds);
        reaper.reap();
    }

    /** Lets the reprieve at the start pass. */
    private void settle() {
        for (int i = 0; i < 4; i++) {
            reapAfter(5);
        }
    }

    private boolean isRunning(JobId job) {
        return rows.number(
                        "SELECT count(*) FROM job WHERE id = '%s' AND status = '%s'"
                                .formatted(job, JobStatus.RUNNING.wireName()))
                == 1;
    }

    private Path staged(JobId job, int attempt) throws IOException {
        Path path = directory.resolve("staging").resolve(job + "." + attempt);
        Files.writeString(path, "half a result");
        return path;
    }

    private Path published(JobId job, int attempt) throws IOException {
        try (StagedFile file = store.stage(job, attempt)) {
            file.write('x');
            return directory.resolve("results").resolve(file.publish().key());
        }
    }

    @Test
    void anAttemptWhoseWorkerIsSilentIsOver() {
        settle();
        JobId lost = rows.running(1, -1);
        JobId alive = rows.running(1, 3600);
        reapAfter(5);
        assertThat(isRunning(lost)).isFalse();
        assertThat(isRunning(alive)).isTrue();
    }

    @Test
    void itsFilesAreRemovedAtOnce() throws IOException {
        settle();
        JobId writing = rows.running(2, -1);
        JobId untold = rows.running(2, -1);
        Path half = staged(writing, 2);
        Path whole = published(untold, 2);
        reapAfter(5);
        assertThat(half).doesNotExist();
        assertThat(whole).doesNotExist();
    }

    @Test
    void whatTheNextAttemptMayGoOnFromIsKept() throws IOException {
        settle();
        JobId job = rows.running(2, -1);
        rows.checkpoint(job, 2);
        Path half = staged(job, 2);
        reapAfter(5);
        assertThat(isRunning(job)).isFalse();
        assertThat(half).exists();
        Files.delete(half);
    }

    @Test
    void afterAnOutageOfTheDatabaseWorkersBeatBeforeTheyAreTakenForLost() throws SQLException {
        settle();
        JobId alive = rows.running(1, -1);
        JobId lost = rows.running(1, -1);
        rows.execute("ALTER TABLE job RENAME TO job_away");
        try {
            reapAfter(5);
        } finally {
            rows.execute("ALTER TABLE job_away RENAME TO job");
        }
        reapAfter(5);
        assertThat(isRunning(alive)).isTrue();
        assertThat(isRunning(lost)).isTrue();

        assertThat(leases.renew(List.of(new Leases.Hold(alive, 1)), LEASE)).hasSize(1);
        reapAfter(5);
        reapAfter(5);
        assertThat(isRunning(lost)).as("ten seconds are less than a lease").isTrue();
        reapAfter(5);
        assertThat(isRunning(alive)).isTrue();
        assertThat(isRunning(lost)).isFalse();
    }

    @Test
    void afterItWasAsleepItselfWorkersBeatBeforeTheyAreTakenForLost() {
        settle();
        JobId job = rows.running(1, -1);
        reapAfter(600);
        assertThat(isRunning(job)).isTrue();
        for (int i = 0; i < 3; i++) {
            reapAfter(5);
        }
        assertThat(isRunning(job)).isFalse();
    }
}
