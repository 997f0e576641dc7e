package dev.longhaul.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.job.JobId;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStoreTest {

    private final JobId job = JobId.create(Instant.EPOCH, new SecureRandom());
    private Path directory;
    private FileStore store;

    @BeforeEach
    void open(@TempDir Path temporary) {
        directory = temporary;
        store =
                new FileStore(
                        new Shelves(
                                new SmallRyeConfigBuilder()
                                        .addDefaultInterceptors()
                                        .withMapping(FilesConfig.class)
                                        .withDefaultValue(
                                                "longhaul.files.directory", temporary.toString())
                                        .build()
                                        .getConfigMapping(FilesConfig.class)));
    }

    private Path path(StagedFile.Published published) throws Exception {
        return switch (store.find(published.key()).orElseThrow()) {
            case StoredBytes.OnDisk(Path path) -> path;
            case StoredBytes.InBucket _ -> throw new AssertionError("no bucket was named");
        };
    }

    private Path staged(int attempt) {
        return directory.resolve("staging").resolve(job + "." + attempt);
    }

    @Test
    void aLaterAttemptBeginsWithWhatWasDurableWhileTheEarlierStillWrites() throws Exception {
        StagedFile stalled = store.stage(job, 1);
        stalled.write("begun, ".getBytes(UTF_8));
        long durable = stalled.sync();
        assertThat(durable).isEqualTo(7);
        stalled.write("and astray".getBytes(UTF_8));
        stalled.flush();

        StagedFile next = store.stageFrom(job, 1, 2, durable).orElseThrow();
        stalled.write(" further".getBytes(UTF_8));
        stalled.flush();
        next.write("and done".getBytes(UTF_8));
        StagedFile.Published published = next.publish();

        Path file = path(published);
        assertThat(file).hasContent("begun, and done");
        assertThat(published.size()).isEqualTo(Files.size(file));
        assertThat(published.sha256())
                .isEqualTo(
                        HexFormat.of()
                                .formatHex(
                                        MessageDigest.getInstance("SHA-256")
                                                .digest("begun, and done".getBytes(UTF_8))));
        assertThat(staged(1)).hasContent("begun, and astray further");
        stalled.close();
    }

    @Test
    void aFileThatIsTooShortOrGoneIsNotGoneOnWith() throws Exception {
        StagedFile earlier = store.stage(job, 1);
        earlier.write("short".getBytes(UTF_8));
        earlier.sync();
        earlier.keep();
        assertThat(store.stageFrom(job, 1, 2, 6)).isEmpty();
        assertThat(staged(2)).doesNotExist();

        store.discardStaged(job, 1);
        assertThat(staged(1)).doesNotExist();
        assertThat(store.stageFrom(job, 1, 2, 5)).isEmpty();
        assertThat(staged(2)).doesNotExist();
    }

    @Test
    void moreThanABufferIsCopied() throws Exception {
        byte[] large = new byte[300_000];
        new SecureRandom().nextBytes(large);
        StagedFile earlier = store.stage(job, 1);
        earlier.write(large);
        long durable = earlier.sync();
        earlier.keep();
        StagedFile next = store.stageFrom(job, 1, 2, durable).orElseThrow();
        assertThat(path(next.publish())).hasBinaryContent(large);
    }
}
