package dev.longhaul.ledger;

import dev.longhaul.job.FileId;
import dev.longhaul.job.JobId;
import java.util.Optional;

/** What became of a job that was to be inserted. */
public sealed interface Insertion {

    /** The job is durable; as it was when it was inserted. */
    record Inserted(JobSnapshot job) implements Insertion {}

    /** The same request came before under the same key, and led to this job. */
    record Repeated(JobId job) implements Insertion {}

    /**
     * The key was used before with another request.
     *
     * @param job to which that led; empty if it led to a file
     */
    record KeyReused(Optional<JobId> job) implements Insertion {}

    /** The owner has an unfinished job of this type under the same unique key. */
    record AlreadyRunning(JobId job) implements Insertion {}

    /** A file that the job refers to is gone, or is none of the owner's. */
    record FileGone(FileId file) implements Insertion {}
}
