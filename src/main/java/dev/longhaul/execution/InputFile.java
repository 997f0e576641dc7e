package dev.longhaul.execution;

import dev.longhaul.handler.FileStream;
import dev.longhaul.job.StoredResult;
import dev.longhaul.ledger.Upload;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A file that a caller brought, or the result of a job, open for a handler. */
final class InputFile extends FileStream {

    private final String filename;
    private final String mediaType;
    private final long size;
    private final InputStream bytes;

    private InputFile(String filename, String mediaType, long size, InputStream bytes) {
        this.filename = filename;
        this.mediaType = mediaType;
        this.size = size;
        this.bytes = new BufferedInputStream(bytes);
    }

    static InputFile of(Upload upload, InputStream bytes) {
        return new InputFile(upload.filename(), upload.mediaType(), upload.size(), bytes);
    }

    static InputFile of(StoredResult result, InputStream bytes) {
        return new InputFile(result.filename(), result.mediaType(), result.size(), bytes);
    }

    @Override
    public String filename() {
        return filename;
    }

    @Override
    public String mediaType() {
        return mediaType;
    }

    @Override
    public long size() {
        return size;
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
