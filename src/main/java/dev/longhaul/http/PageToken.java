package dev.longhaul.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.longhaul.job.JobId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a page of a list begins, as callers hand it back: the job that it follows upon and a checksum over that and the
 * list's filter. It opens nothing that its bearer may not see, since each page is filtered anew; the checksum finds what
 * was mangled on the way, or belongs to another list.
 */
final class PageToken {

    private static final int ID_BYTES = 16;
    private static final int CHECKSUM_BYTES = 8;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private PageToken() {}

    /**
     * For the page that follows upon {@code last}.
     *
     * @param filter of the list, in words that are the same for each of its pages
     */
    static String write(JobId last, String filter) {
        byte[] id = bytes(last);
        return ENCODER.encodeToString(
                ByteBuffer.allocate(ID_BYTES + CHECKSUM_BYTES)
                        .put(id)
                        .put(checksum(id, filter))
                        .array());
    }

    /** Empty if {@link #write} did not make it for that filter. */
    static Optional<JobId> read(String token, String filter) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length != ID_BYTES + CHECKSUM_BYTES) {
            return Optional.empty();
        }
        byte[] id = Arrays.copyOf(bytes, ID_BYTES);
        byte[] checksum = Arrays.copyOfRange(bytes, ID_BYTES, bytes.length);
        if (!Arrays.equals(checksum, checksum(id, filter))) {
            return Optional.empty();
        }
        ByteBuffer halves = ByteBuffer.wrap(id);
        return Optional.of(new JobId(new UUID(halves.getLong(), halves.getLong())));
    }

    private static byte[] bytes(JobId id) {
        return ByteBuffer.allocate(ID_BYTES)
                .putLong(id.value().getMostSignificantBits())
                .putLong(id.value().getLeastSignificantBits())
                .array();
    }

    private static byte[] checksum(byte[] id, String filter) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(id);
            digest.update(filter.getBytes(UTF_8));
            return Arrays.copyOf(digest.digest(), CHECKSUM_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
