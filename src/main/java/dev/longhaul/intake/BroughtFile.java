package dev.longhaul.intake;

import dev.longhaul.files.StagedFile;
import dev.longhaul.job.FileId;
import java.io.IOException;

/**
 * A file that a caller has sent and that nobody sees yet. Unless it is kept, {@link #close} removes it.
 *
 * @param filename what the caller calls it; any Unicode, no path
 * @param mediaType what the caller says that it is (RFC 9110 §8.3.1)
 */
public record BroughtFile(FileId id, String filename, String mediaType, StagedFile bytes)
        implements AutoCloseable {

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
