package dev.longhaul.files;

import dev.longhaul.s3.Bucket;
import dev.longhaul.s3.StoreFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Where the bytes of a published file are, and a way to read them. */
public sealed interface StoredBytes {

    /**
     * Opens the bytes from {@code first} on.
     *
     * @param first the first byte, from 0
     * @param length how many will be read; more may come
     * @throws NoSuchFileException if they are gone
     * @throws FilesUnavailable if the store is away
     * @throws IOException if the disk is away
     */
    InputStream open(long first, long length) throws IOException;

    /** On a file system. */
    record OnDisk(Path path) implements StoredBytes {

        @Override
        public InputStream open(long first, long length) throws IOException {
            return Channels.newInputStream(FileChannel.open(path).position(first));
        }
    }

    /** In a bucket. */
    record InBucket(Bucket bucket, String key) implements StoredBytes {

        @Override
        public InputStream open(long first, long length) throws IOException {
            if (length == 0) {
                return InputStream.nullInputStream();
            }
            try {
                return bucket.open(key, first, length)
                        .orElseThrow(() -> new NoSuchFileException(key));
            } catch (StoreFailure e) {
                throw new FilesUnavailable(e);
            }
        }
    }
}
