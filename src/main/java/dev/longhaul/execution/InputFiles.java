package dev.longhaul.execution;

import dev.longhaul.files.UploadStore;
import dev.longhaul.handler.FileRef;
import dev.longhaul.handler.PermanentFailure;
import dev.longhaul.job.Failure;
import dev.longhaul.job.FileId;
import dev.longhaul.ledger.Upload;
import dev.longhaul.ledger.Uploads;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** Opens the files that callers brought, for handlers. */
@Singleton
class InputFiles {

    private final Uploads uploads;
    private final UploadStore store;

    InputFiles(Uploads uploads, UploadStore store) {
        this.uploads = uploads;
        this.store = store;
    }

    /**
     * Opens a file of the owner's.
     *
     * @throws PermanentFailure if there is none
     * @throws IOException if the file store failed
     */
    InputFile open(FileRef reference, String owner) throws IOException, PermanentFailure {
        Optional<Upload> upload =
                FileId.parse(reference.file()).flatMap(id -> uploads.find(id, owner));
        if (upload.isEmpty()) {
            throw gone(reference);
        }
        try {
            return new InputFile(
                    upload.get(),
                    Files.newInputStream(
                            store.find(upload.get().id()).orElseThrow(() -> gone(reference))));
        } catch (NoSuchFileException e) {
            throw gone(reference);
        }
    }

    private static PermanentFailure gone(FileRef reference) {
        return new PermanentFailure(
                Failure.of(
                        "file-gone",
                        410,
                        "The file "
                                + reference.file()
                                + " is not there any more. Send it again, with a new job."));
    }
}
