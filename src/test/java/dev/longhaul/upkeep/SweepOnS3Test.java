package dev.longhaul.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Rows;
import dev.longhaul.files.AttemptFile;
import dev.longhaul.files.FileStore;
import dev.longhaul.files.StagedFile;
import dev.longhaul.job.JobId;
import dev.longhaul.s3.OnS3;
import dev.longhaul.s3.S3Server;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

@QuarkusTest
@TestProfile(OnS3.class)
class SweepOnS3Test {

    // Given by the test resource.
    @SuppressWarnings("NullAway.Init")
    S3Server s3;

    @Inject FileStore store;
    @Inject AttemptFiles unneeded;
    @Inject Rows rows;

    @AfterEach
    void clear() {
        rows.clear();
    }

    private void sweepIn(Duration time) {
        var clock = InstantSource.offset(InstantSource.system(), time);
        new OrphanSweep(ByHand.Settings.USUAL, store, unneeded, clock).sweep();
    }

    private String published(JobId job, int attempt) throws IOException {
        try (StagedFile file = store.stage(job, attempt)) {
            file.write('x');
            return file.publish().key();
        }
    }

    @Test
    void objectsThatNoRowPointsToGoOnceTheyAreOldAndTheOthersStay() throws IOException {
        JobId job = rows.succeeded(2);
        String lost = published(job, 1);
        String result = published(job, 2);
        rows.result(job, new AttemptFile(job, 2).key());
        String unknown = published(JobId.create(Instant.now(), new SecureRandom()), 1);
        String others = "here/results/readme.txt";
        s3.client()
                .putObject(
                        put -> put.bucket(S3Server.FILES).key(others),
                        RequestBody.fromString("mine"));

        sweepIn(Duration.ofMinutes(59));
        assertThat(store.find(unknown)).isPresent();
        sweepIn(Duration.ofMinutes(61));
        assertThat(store.find(unknown)).isEmpty();
        assertThat(store.find(lost)).isEmpty();
        assertThat(store.find(result)).isPresent();
        assertThat(s3.keys(S3Server.FILES)).contains(others);
    }

    @Test
    void aTransferThatNobodyEndsIsEndedAfterHalfADayAndThoseOfOthersAreNot() {
        String others = "here/results/00/half";
        String upload = begun(others);
        String job = new AttemptFile(JobId.create(Instant.now(), new SecureRandom()), 1).key();
        begun("here/results/" + job);
        sweepIn(Duration.ofHours(11));
        assertThat(s3.unfinished(S3Server.FILES)).isEqualTo(2);
        sweepIn(Duration.ofHours(14));
        assertThat(s3.unfinished(S3Server.FILES)).isEqualTo(1);
        s3.client()
                .abortMultipartUpload(
                        abort -> abort.bucket(S3Server.FILES).key(others).uploadId(upload));
    }

    private String begun(String key) {
        return s3.client()
                .createMultipartUpload(begin -> begin.bucket(S3Server.FILES).key(key))
                .uploadId();
    }
}
