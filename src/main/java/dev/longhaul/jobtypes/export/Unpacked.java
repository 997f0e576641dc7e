package dev.longhaul.jobtypes.export;

import java.io.IOException;
import java.io.OutputStream;

/** Nothing around the file. */
final class Unpacked extends Packing {

    private final OutputStream result;

    Unpacked(OutputStream result) {
        this.result = result;
    }

    @Override
    public void write(int octet) throws IOException {
        result.write(octet);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        result.write(bytes, offset, length);
    }

    @Override
    void pause() {
        // What is written is written.
    }

    @Override
    void end(Manifest manifest) {
        // There is no place for it.
    }
}
