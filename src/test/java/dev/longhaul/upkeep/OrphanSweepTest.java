package dev.longhaul.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Rows;
import dev.longhaul.files.AttemptFile;
import dev.longhaul.files.FileStore;
import dev.longhaul.files.StagedFile;
import dev.longhaul.job.JobId;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ByHand.class)
class OrphanSweepTest {

    private static final int LEASE_SECONDS = 3600;

    @ConfigProperty(name = "longhaul.files.directory")
    Path directory;

    @Inject FileStore store;
    @Inject AttemptFiles unneeded;
    @Inject Rows rows;

    @AfterEach
    void clear() {
        rows.clear();
    }

    /** Sweeps as it would be done in so long. */
    private void sweepIn(Duration time) {
        var clock = InstantSource.offset(InstantSource.system(), time);
        new OrphanSweep(ByHand.Settings.USUAL, store, unneeded, clock).sweep();
    }

    private static JobId unknown() {
        return JobId.create(Instant.now(), new SecureRandom());
    }

    /** What an attempt had staged when its process died. */
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
    void aResultThatNoRowPointsToGoesOnceItIsOld() throws IOException {
        Path orphan = published(unknown(), 1);
        sweepIn(Duration.ofMinutes(59));
        assertThat(orphan).exists();
        sweepIn(Duration.ofMinutes(61));
        assertThat(orphan).doesNotExist();
    }

    @Test
    void theResultOfAJobStaysAndThatOfItsLostAttemptGoes() throws IOException {
        JobId job = rows.succeeded(2);
        Path lost = published(job, 1);
        Path result = published(job, 2);
        rows.result(job, new AttemptFile(job, 2).key());
        sweepIn(Duration.ofHours(2));
        assertThat(result).exists();
        assertThat(lost).doesNotExist();
    }

    @Test
    void aResultThatAnAttemptUnderWayHasYetToTellOfStaysHoweverOldItIs() throws IOException {
        JobId job = rows.running(2, LEASE_SECONDS);
        Path untold = published(job, 2);
        Path lost = published(job, 1);
        sweepIn(Duration.ofDays(2));
        assertThat(untold).exists();
        assertThat(lost).doesNotExist();
    }

    @Test
    void whatAnAttemptUnderWayHasStagedStays() throws IOException {
        Path file = staged(rows.running(2, LEASE_SECONDS), 2);
        sweepIn(Duration.ofDays(2));
        assertThat(file).exists();
    }

    @Test
    void whatAnAttemptHadStagedThatIsOverGoesOnceItIsOld() throws IOException {
        Path earlier = staged(rows.running(2, LEASE_SECONDS), 1);
        Path newest = staged(rows.waiting(1), 1);
        Path ofUnknown = staged(unknown(), 1);
        sweepIn(Duration.ofMinutes(59));
        assertThat(earlier).exists();
        assertThat(newest).exists();
        assertThat(ofUnknown).exists();
        sweepIn(Duration.ofMinutes(61));
        assertThat(earlier).doesNotExist();
        assertThat(newest).doesNotExist();
        assertThat(ofUnknown).doesNotExist();
    }

    @Test
    void whatALaterAttemptMayGoOnFromStaysUntilTheJobHasFinished() throws IOException {
        JobId running = rows.running(3, LEASE_SECONDS);
        rows.checkpoint(running, 1);
        JobId waiting = rows.waiting(1);
        rows.checkpoint(waiting, 1);
        JobId finished = rows.succeeded(2);
        rows.checkpoint(finished, 1);
        Path ofRunning = staged(running, 1);
        Path inBetween = staged(running, 2);
        Path ofWaiting = staged(waiting, 1);
        Path ofFinished = staged(finished, 1);
        sweepIn(Duration.ofDays(2));
        assertThat(ofRunning).exists();
        assertThat(inBetween).doesNotExist();
        assertThat(ofWaiting).exists();
        assertThat(ofFinished).doesNotExist();
    }

    @Test
    void whatAnInterruptedStartHadTriedGoesAndNothingElseIsTouched() throws IOException {
        Path probe = Files.createTempFile(directory.resolve("staging"), "writable", null);
        Path note = Files.writeString(directory.resolve("staging").resolve("note.txt"), "mine");
        Path folder = Files.createDirectories(directory.resolve("results").resolve("00"));
        Path copy = Files.writeString(folder.resolve(unknown() + ".1.bak"), "mine");
        sweepIn(Duration.ofMinutes(59));
        assertThat(probe).exists();
        sweepIn(Duration.ofMinutes(61));
        assertThat(probe).doesNotExist();
        assertThat(note).exists();
        assertThat(copy).exists();
        Files.delete(note);
        Files.delete(copy);
    }
}
