package dev.longhaul.s3;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jboss.logging.Logger;

/**
 * Sends an object: at once if it is small, else in parts that are as large as their greatest number asks for. Either the whole
 * object is there in the end, or nothing of it.
 *
 * @param bucket where it goes
 * @param key what it is called there
 * @param mediaType RFC 9110 §8.3.1
 * @param size bytes
 */
public record Sending(Bucket bucket, String key, String mediaType, long size) {

    /** One part is in memory at a time. */
    private static final int PART_BYTES = 8 << 20;

    /** As many as a store takes. */
    private static final int MOST_PARTS = 10_000;

    private static final Logger LOG = Logger.getLogger(Sending.class);
    private static final String QUOTE = "\"";

    /** Hears how far it is. */
    public interface Listener {

        /**
         * Parts will be sent.
         *
         * @param upload what the store calls that, for whoever has to end it in our place
         */
        void begun(String upload) throws IOException, InterruptedException;

        /** So many bytes of the object are with the store. */
        void sent(long bytes);
    }

    /**
     * Sends the bytes. Waits for the store, which is asked again a few times where that may help.
     *
     * @return the entity tag of the object (RFC 9110 §8.8.3), without its quotes
     * @throws StoreFailure if the store failed or refused
     * @throws IOException if the bytes could not be read, or are fewer than was said
     * @throws InterruptedException if the thread was interrupted; nothing is left then
     */
    public String send(InputStream bytes, Listener listener)
            throws IOException, InterruptedException {
        byte[] part = new byte[partBytes()];
        String tag = size <= part.length ? atOnce(bytes, part) : inParts(bytes, part, listener);
        listener.sent(size);
        return tag.replace(QUOTE, "");
    }

    private int partBytes() {
        long needed = (size + MOST_PARTS - 1) / MOST_PARTS;
        return Math.toIntExact(Math.min(Math.max(PART_BYTES, needed), Math.max(size, 1)));
    }

    private String atOnce(InputStream bytes, byte[] part) throws IOException {
        fill(bytes, part, (int) size);
        return bucket.put(key, mediaType, part, (int) size);
    }

    private String inParts(InputStream bytes, byte[] part, Listener listener)
            throws IOException, InterruptedException {
        PartwiseObject object = bucket.begin(key, mediaType);
        boolean complete = false;
        try {
            listener.begun(object.upload());
            for (long sent = 0; sent < size; ) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("the sending was stopped");
                }
                int length = (int) Math.min(part.length, size - sent);
                fill(bytes, part, length);
                object.send(part, length);
                sent += length;
                listener.sent(sent);
            }
            String tag = object.complete();
            complete = true;
            return tag;
        } finally {
            if (!complete) {
                abort(object);
            }
        }
    }

    private static void fill(InputStream bytes, byte[] part, int length) throws IOException {
        int read = bytes.readNBytes(part, 0, length);
        if (read < length) {
            throw new EOFException((length - read) + " bytes are missing at the end");
        }
    }

    private void abort(PartwiseObject object) {
        // Whoever stopped the sending wants the store to be asked all the same.
        boolean interrupted = Thread.interrupted();
        try {
            bucket.abort(key, object.upload());
        } catch (StoreFailure e) {
            LOG.warnf(
                    "The parts of %s that bucket %s has got by now could not be taken back. A lifecycle rule for incomplete"
                            + " uploads removes such. (%s)",
                    key, bucket.name(), e.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
