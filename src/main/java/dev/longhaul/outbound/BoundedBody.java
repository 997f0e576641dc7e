package dev.longhaul.outbound;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends with an error where a body goes on beyond what is allowed: a small answer may decompress to a huge one. */
final class BoundedBody extends FilterInputStream {

    /** The body is too large. */
    static final class Exceeded extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private long left;

    BoundedBody(InputStream body, long most) {
        super(body);
        this.left = most;
    }

    @Override
    public int read() throws IOException {
        return count(super.read(), 1);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = super.read(target, offset, length);
        return count(count, count);
    }

    private int count(int result, int bytes) throws IOException {
        if (result >= 0) {
            left -= bytes;
            if (left < 0) {
                throw new Exceeded();
            }
        }
        return result;
    }
}
