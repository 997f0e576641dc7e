package dev.longhaul.intake;

import dev.longhaul.handler.Violation;
import dev.longhaul.job.JobId;
import dev.longhaul.ledger.JobSnapshot;
import java.util.List;
import java.util.Optional;

/** What became of a request to run a job. */
public sealed interface Acceptance {

    /** The job is durable and will run. */
    record Accepted(JobSnapshot job) implements Acceptance {}

    /** The same request under the same idempotency key was accepted before, as this job. */
    record AcceptedBefore(JobId job) implements Acceptance {}

    /**
     * The idempotency key was used before, with another request.
     *
     * @param job to which that led; empty if it led to a file
     */
    record KeyReused(Optional<JobId> job) implements Acceptance {}

    /** The unique key belongs to this unfinished job. */
    record AlreadyRunning(JobId job) implements Acceptance {}

    /**
     * The request is wrong.
     *
     * @param violations all of them, never none
     */
    record Refused(List<Violation> violations) implements Acceptance {}

    /**
     * There is no such job type.
     *
     * @param known those that there are
     */
    record UnknownType(String type, List<String> known) implements Acceptance {}
}
