package dev.longhaul.files;

import dev.longhaul.s3.Bucket;
import dev.longhaul.s3.Sending;
import dev.longhaul.s3.StoreFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The objects of a bucket under a prefix.
 *
 * @param prefix ends with a slash
 */
record BucketShelf(Bucket bucket, String prefix) implements Shelf {

    private static final String MEDIA_TYPE = "application/octet-stream";

    /** Keys of attempts and of files: what others began under the prefix is theirs to end. */
    private static final Pattern OURS =
            Pattern.compile("[0-9a-f]{2}/[0-9a-f-]{36}\\.(?:[1-9][0-9]{0,8}|upload)");

    private static final Sending.Listener NOBODY =
            new Sending.Listener() {
                @Override
                public void begun(String upload) {}

                @Override
                public void sent(long bytes) {}
            };

    @Override
    public void publish(Path staged, String key, long size) throws IOException {
        try (InputStream bytes = Files.newInputStream(staged)) {
            new Sending(bucket, prefix + key, MEDIA_TYPE, size).send(bytes, NOBODY);
        } catch (StoreFailure e) {
            throw new FilesUnavailable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(e.getMessage());
        }
        Files.deleteIfExists(staged);
    }

    @Override
    public Optional<StoredBytes> find(String key) throws FilesUnavailable {
        try {
            return bucket.written(prefix + key)
                    .map(_ -> new StoredBytes.InBucket(bucket, prefix + key));
        } catch (StoreFailure e) {
            throw new FilesUnavailable(e);
        }
    }

    @Override
    public void delete(String key) throws IOException {
        bucket.delete(prefix + key);
    }

    @Override
    public boolean deleteBefore(String key, Instant time) throws IOException {
        boolean old = bucket.written(prefix + key).filter(at -> at.isBefore(time)).isPresent();
        if (old) {
            bucket.delete(prefix + key);
        }
        return old;
    }

    @Override
    public int deleteUnfinishedBefore(Instant time) throws IOException {
        return bucket.abortBefore(
                prefix, time, key -> OURS.matcher(key.substring(prefix.length())).matches());
    }

    @Override
    public <F> PublishedFiles<F> walk(
            Function<String, Optional<F>> parse, Function<F, String> key) {
        return new PublishedObjects<>(bucket, prefix, parse, key);
    }
}
