package dev.longhaul.execution;

import dev.longhaul.files.FileStore;
import dev.longhaul.files.UploadStore;
import dev.longhaul.handler.FileRef;
import dev.longhaul.handler.InputRef;
import dev.longhaul.handler.PermanentFailure;
import dev.longhaul.job.Failure;
import dev.longhaul.job.FileId;
import dev.longhaul.job.JobId;
import dev.longhaul.job.StoredResult;
import dev.longhaul.ledger.JobReads;
import dev.longhaul.ledger.JobSnapshot;
import dev.longhaul.ledger.Upload;
import dev.longhaul.ledger.Uploads;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;

/** Opens the files that callers brought, and the results of other jobs, for handlers. */
@Singleton
class InputFiles {

    private final Uploads uploads;
    private final UploadStore brought;
    private final JobReads jobs;
    private final FileStore results;

    InputFiles(Uploads uploads, UploadStore brought, JobReads jobs, FileStore results) {
        this.uploads = uploads;
        this.brought = brought;
        this.jobs = jobs;
        this.results = results;
    }

    /**
     * Opens a file of the owner's.
     *
     * @throws PermanentFailure if there is none
     * @throws IOException if the file store failed
     */
    InputFile open(FileRef reference, String owner) throws IOException, PermanentFailure {
        return file(reference.file(), owner);
    }

    /**
     * Opens a file of the owner's or the result of a job of theirs.
     *
     * @throws PermanentFailure if there is none
     * @throws IOException if the file store failed
     */
    InputFile open(InputRef reference, String owner) throws IOException, PermanentFailure {
        return reference.job().isPresent()
                ? result(reference.job().get(), owner)
                : file(reference.file().orElse(""), owner);
    }

    private InputFile file(String id, String owner) throws IOException, PermanentFailure {
        Upload upload =
                FileId.parse(id)
                        .flatMap(file -> uploads.find(file, owner))
                        .orElseThrow(() -> fileGone(id));
        try {
            return InputFile.of(
                    upload,
                    Files.newInputStream(
                            brought.find(upload.id()).orElseThrow(() -> fileGone(id))));
        } catch (NoSuchFileException e) {
            throw fileGone(id);
        }
    }

    private InputFile result(String job, String owner) throws IOException, PermanentFailure {
        StoredResult result =
                JobId.parse(job)
                        .flatMap(id -> jobs.find(id, owner))
                        .flatMap(JobSnapshot::result)
                        .orElseThrow(() -> resultGone(job));
        try {
            return InputFile.of(
                    result,
                    Files.newInputStream(
                            results.find(result.key()).orElseThrow(() -> resultGone(job))));
        } catch (NoSuchFileException e) {
            throw resultGone(job);
        }
    }

    private static PermanentFailure fileGone(String id) {
        return new PermanentFailure(
                Failure.of(
                        "file-gone",
                        410,
                        "The file "
                                + id
                                + " is not there any more. Send it again, with a new job."));
    }

    private static PermanentFailure resultGone(String job) {
        return new PermanentFailure(
                Failure.of(
                        "result-gone",
                        410,
                        "The result of the job "
                                + job
                                + " is not there any more: it was kept for its time. Run that job again, with a longer"
                                + " retention if need be."));
    }
}
