package dev.longhaul.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A file that is being written and that nobody sees yet. Digested on the way. Ends by {@link #publish}, by {@link #keep},
 * or, if none of them was called, by {@link #close}, which removes it.
 */
public final class StagedFile extends OutputStream {

    private static final int BUFFER_BYTES = 64 * 1024;

    /**
     * A file that is durable and has its final place.
     *
     * @param key how the store finds it
     * @param size bytes
     * @param sha256 64 lower-case hex digits
     */
    public record Published(String key, long size, String sha256) {}

    private final String key;
    private final Path path;
    private final Shelf shelf;
    private final FileChannel channel;
    private final MessageDigest digest = sha256();
    // Not a BufferedOutputStream: its lock on each write is a third of the time of an export.
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int buffered;
    private boolean open = true;
    private boolean listed;

    StagedFile(String key, Path staging, Shelf shelf) throws IOException {
        this.key = key;
        this.path = staging;
        this.shelf = shelf;
        this.channel =
                FileChannel.open(
                        staging,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    @Override
    public void write(int octet) throws IOException {
        if (buffered == buffer.length) {
            flush();
        }
        buffer[buffered++] = (byte) octet;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > buffer.length - buffered) {
            flush();
        }
        if (length > buffer.length) {
            writeThrough(bytes, offset, length);
        } else {
            System.arraycopy(bytes, offset, buffer, buffered, length);
            buffered += length;
        }
    }

    @Override
    public void flush() throws IOException {
        writeThrough(buffer, 0, buffered);
        buffered = 0;
    }

    private void writeThrough(byte[] bytes, int offset, int length) throws IOException {
        digest.update(bytes, offset, length);
        ByteBuffer remaining = ByteBuffer.wrap(bytes, offset, length);
        while (remaining.hasRemaining()) {
            channel.write(remaining);
        }
    }

    /**
     * Begins with the first {@code bytes} of another staged file, which may still be appended to meanwhile.
     *
     * @return false if there are not so many, or no such file
     */
    boolean copy(Path other, long bytes) throws IOException {
        try (InputStream from = Files.newInputStream(other)) {
            byte[] part = new byte[BUFFER_BYTES];
            long missing = bytes;
            while (missing > 0) {
                int read = from.read(part, 0, (int) Math.min(part.length, missing));
                if (read < 0) {
                    return false;
                }
                write(part, 0, read);
                missing -= read;
            }
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /**
     * Makes durable what was written so far, under the staging name.
     *
     * @return how many bytes that is
     * @throws IOException if the disk is full or away
     */
    public long sync() throws IOException {
        flush();
        channel.force(false);
        if (!listed) {
            FolderShelf.syncDirectory(Objects.requireNonNull(path.getParent()));
            listed = true;
        }
        return channel.position();
    }

    /**
     * Ends the writing and leaves the file to a later attempt.
     *
     * @throws IOException if the disk is away
     */
    public void keep() throws IOException {
        open = false;
        channel.close();
    }

    /**
     * Makes the file durable, then visible: flushed and synced under its staging name, and put where it belongs, so that after
     * a crash it is there whole or not at all.
     *
     * @throws IOException if any of this failed; the file is then removed by {@link #close}
     */
    public Published publish() throws IOException {
        flush();
        long size = channel.size();
        channel.force(true);
        channel.close();
        shelf.publish(path, key, size);
        open = false;
        return new Published(key, size, HexFormat.of().formatHex(digest.digest()));
    }

    /** Removes the file, unless it was published to the end. */
    @Override
    public void close() throws IOException {
        if (open) {
            open = false;
            channel.close();
            Files.deleteIfExists(path);
        }
    }
}
