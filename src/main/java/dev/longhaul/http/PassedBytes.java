package dev.longhaul.http;

import dev.longhaul.files.StoredBytes;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;

/**
 * A body that is read from a store while it is sent.
 *
 * @param first the first byte, from 0
 * @param length how many
 */
record PassedBytes(StoredBytes bytes, long first, long length) implements StreamingOutput {

    private static final int CHUNK = 64 << 10;

    @Override
    public void write(OutputStream out) throws IOException {
        try (InputStream in = bytes.open(first, length)) {
            byte[] chunk = new byte[(int) Math.min(CHUNK, length)];
            for (long left = length; left > 0; ) {
                int read = in.read(chunk, 0, (int) Math.min(chunk.length, left));
                if (read < 0) {
                    throw new EOFException("the file ends at " + (first + length - left));
                }
                requireCaller();
                out.write(chunk, 0, read);
                left -= read;
            }
        }
    }

    /** Writing to a connection that is closed may not fail, and all of the file would be read for nobody. */
    private static void requireCaller() throws IOException {
        if (CurrentRequestManager.get().serverResponse().closed()) {
            throw new IOException("the caller has closed the connection");
        }
    }
}
