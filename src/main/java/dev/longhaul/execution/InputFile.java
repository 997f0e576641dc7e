package dev.longhaul.execution;

import dev.longhaul.handler.FileStream;
import dev.longhaul.ledger.Upload;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A file that a caller brought, open for a handler. */
final class InputFile extends FileStream {

    private final Upload upload;
    private final InputStream bytes;

    InputFile(Upload upload, InputStream bytes) {
        this.upload = upload;
        this.bytes = new BufferedInputStream(bytes);
    }

    @Override
    public String filename() {
        return upload.filename();
    }

    @Override
    public String mediaType() {
        return upload.mediaType();
    }

    @Override
    public long size() {
        return upload.size();
    }

    @Override
    public int read() throws IOException {
        return bytes.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        return bytes.read(target, offset, length);
    }

    @Override
    public long skip(long count) throws IOException {
        return bytes.skip(count);
    }

    @Override
    public int available() throws IOException {
        return bytes.available();
    }

    @Override
    public long transferTo(OutputStream out) throws IOException {
        return bytes.transferTo(out);
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
