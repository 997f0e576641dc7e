package dev.longhaul.http;

import dev.longhaul.files.FileStore;
import dev.longhaul.job.JobId;
import dev.longhaul.ledger.Retention;
import dev.longhaul.ledger.Retention.Removal;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import org.jboss.logging.Logger;

/** Removes a job and its result as its owner wishes, and says what became of it. */
@Singleton
class JobRemoval {

    private static final Logger LOG = Logger.getLogger(JobRemoval.class);

    private final Retention retention;
    private final FileStore files;
    private final JobAnswers answers;

    JobRemoval(Retention retention, FileStore files, JobAnswers answers) {
        this.retention = retention;
        this.files = files;
        this.answers = answers;
    }

    Response remove(String id, String owner, Urls urls) {
        Removal removal =
                JobId.parse(id)
                        .map(job -> retention.remove(job, owner))
                        .orElseGet(Removal.NoSuchJob::new);
        return switch (removal) {
            case Removal.Removed(var file) -> {
                file.ifPresent(key -> delete(id, key));
                yield Response.noContent().build();
            }
            case Removal.StillActive _ ->
                    Problems.of(
                                    ProblemType.JOB_ACTIVE,
                                    urls,
                                    "The job waits or runs; cancel it, and delete it once it has finished.")
                            .build();
            case Removal.NoSuchJob _ -> answers.missing(id, owner, urls);
        };
    }

    /** Nobody can fetch the file any more, so the caller's wish is granted whether it goes now or is swept. */
    private void delete(String id, String key) {
        try {
            files.delete(key);
        } catch (IOException e) {
            LOG.errorf(
                    "Job %s was deleted, its result %s could not be and stays for the next sweep. May this process write"
                            + " to the folder of results? (%s)",
                    id, key, e);
        }
    }
}
