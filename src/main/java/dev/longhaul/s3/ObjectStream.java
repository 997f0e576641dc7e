package dev.longhaul.s3;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Bytes of an object. One that is closed early hangs up: what is left may be gigabytes. */
final class ObjectStream extends InputStream {

    private final ResponseInputStream<GetObjectResponse> bytes;
    private long left;

    ObjectStream(ResponseInputStream<GetObjectResponse> bytes, long length) {
        this.bytes = bytes;
        this.left = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int read = bytes.read(target, offset, (int) Math.min(length, left));
        if (read < 0) {
            throw new EOFException("the store hung up with " + left + " bytes to come");
        }
        left -= read;
        return read;
    }

    @Override
    public void close() throws IOException {
        if (left > 0) {
            bytes.abort();
        } else {
            bytes.close();
        }
    }
}
