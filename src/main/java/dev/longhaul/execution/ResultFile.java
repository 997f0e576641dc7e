package dev.longhaul.execution;

import dev.longhaul.files.StagedFile;
import dev.longhaul.handler.ResultStream;
import dev.longhaul.job.StoredResult;
import java.io.IOException;
import java.util.OptionalLong;

/** The handler's view of the staged file: closing it early publishes nothing and removes nothing. */
final class ResultFile extends ResultStream {

    private final StagedFile file;
    private final String filename;
    private final String mediaType;

    ResultFile(StagedFile file, String filename, String mediaType) {
        this.file = file;
        this.filename = filename;
        this.mediaType = mediaType;
    }

    StoredResult publish(OptionalLong rows) throws IOException {
        StagedFile.Published published = file.publish();
        return new StoredResult(
                published.key(), mediaType, filename, published.size(), published.sha256(), rows);
    }

    @Override
    public void write(int octet) throws IOException {
        try {
            file.write(octet);
        } catch (IOException e) {
            throw new ResultNotStored(e);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            file.write(bytes, offset, length);
        } catch (IOException e) {
            throw new ResultNotStored(e);
        }
    }

    @Override
    public void flush() throws IOException {
        try {
            file.flush();
        } catch (IOException e) {
            throw new ResultNotStored(e);
        }
    }
}
