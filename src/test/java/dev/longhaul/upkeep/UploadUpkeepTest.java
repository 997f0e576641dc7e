package dev.longhaul.upkeep;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.longhaul.Jobs;
import dev.longhaul.Rows;
import dev.longhaul.Uploaded;
import dev.longhaul.files.StagedFile;
import dev.longhaul.files.UploadStore;
import dev.longhaul.job.FileId;
import dev.longhaul.ledger.UploadRetention;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ByHand.class)
class UploadUpkeepTest {

    @ConfigProperty(name = "longhaul.files.directory")
    Path directory;

    @Inject UploadStore store;
    @Inject UploadRetention retention;
    @Inject Uploaded uploaded;
    @Inject Rows rows;

    private void expire(Duration tombstones) {
        new UploadExpiry(ByHand.Settings.USUAL.withTombstones(tombstones), retention, store)
                .expire();
    }

    private void sweepIn(Duration time) {
        var clock = InstantSource.offset(InstantSource.system(), time);
        new UploadSweep(ByHand.Settings.USUAL, store, retention, clock).sweep();
    }

    /** Lets the time be up for which a file stays that no job refers to. */
    private void letTimePass(String file) {
        rows.execute(
                "UPDATE upload SET kept_until = now() - interval '1 s' WHERE id = '%s'"
                        .formatted(file));
    }

    @Test
    void aFileThatNoJobRefersToGoesIsRememberedForAWhileAndForgotten() {
        String file = Uploaded.upload("hello");
        assertThat(
                        rows.number(
                                "SELECT extract(epoch FROM kept_until - created_at) / 3600"
                                        + " FROM upload WHERE id = '"
                                        + file
                                        + "'"))
                .isEqualTo(24);
        expire(Duration.ofDays(30));
        when().get("/files/" + file).then().statusCode(200);

        letTimePass(file);
        when().get("/files/" + file).then().statusCode(410).body("code", equalTo("file-expired"));
        expire(Duration.ofDays(30));
        assertThat(uploaded.path(file)).doesNotExist();
        when().get("/files/" + file).then().statusCode(410);
        when().delete("/files/" + file).then().statusCode(410);
        expire(Duration.ZERO);
        when().get("/files/" + file).then().statusCode(404);
    }

    @Test
    void aFileLivesAsLongAsTheJobsThatReferToIt() {
        String file = Uploaded.upload("hello");
        String request =
                """
                {"type": "join", "delay": "PT1H", "parameters": {"file": {"file": "%1$s"}, "more": [{"file": "%1$s"}]}}
                """
                        .formatted(file);
        String first = Jobs.submit(request);
        String second = Jobs.submit(request);
        letTimePass(file);
        for (String job : new String[] {first, second}) {
            expire(Duration.ofDays(30));
            sweepIn(Duration.ofDays(2));
            when().get("/files/" + file).then().statusCode(200).body(equalTo("hello"));
            when().post(job + "/cancel").then().statusCode(202);
            when().delete(job).then().statusCode(204);
        }
        expire(Duration.ofDays(30));
        assertThat(uploaded.path(file)).doesNotExist();
        when().get("/files/" + file).then().statusCode(410);
        assertThat(rows.number("SELECT count(*) FROM job_file WHERE file_id = '" + file + "'"))
                .isZero();
    }

    @Test
    void whatCrashesLeftGoesOnceItIsOld() throws IOException {
        String known = Uploaded.upload("known");
        FileId id = FileId.create(Instant.now(), new SecureRandom());
        FileId half = FileId.create(Instant.now(), new SecureRandom());
        try (StagedFile file = store.stage(id);
                StagedFile unfinished = store.stage(half)) {
            file.publish();
            Path staged = directory.resolve("staging").resolve(half + ".upload");
            sweepIn(Duration.ofMinutes(59));
            assertThat(store.find(id)).isPresent();
            assertThat(staged).exists();
            sweepIn(Duration.ofMinutes(61));
            assertThat(store.find(id)).isEmpty();
            assertThat(staged).doesNotExist();
            assertThat(uploaded.path(known)).exists();
            unfinished.flush();
        }
    }
}
