package dev.longhaul.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What a caller sends. Tells a caller who stops sending from a disk that does not take it. */
final class CallersBody extends FilterInputStream {

    private static final long MOST_DISCARDED = 64L << 20;

    CallersBody(InputStream content) {
        super(content);
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (IOException e) {
            throw new TruncatedBody(e);
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            return super.read(target, offset, length);
        } catch (IOException e) {
            throw new TruncatedBody(e);
        }
    }

    /** Takes some more of what was refused: who is still sending does not listen to the answer. */
    void discard() {
        try {
            in.skip(MOST_DISCARDED);
        } catch (IOException e) {
            // Who has gone needs no answer.
        }
    }
}
