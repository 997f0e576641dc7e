package dev.longhaul.ledger;

import dev.longhaul.job.AttemptOutcome;
import dev.longhaul.job.Failure;
import dev.longhaul.job.JobId;
import dev.longhaul.job.JobStatus;
import dev.longhaul.job.Progress;
import dev.longhaul.job.StoredResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that the ledger knows of a job at one moment.
 *
 * @param version grows with every change that a caller can see
 * @param attempt the newest attempt, 0 before the first
 * @param failures attempts that failed
 * @param parameters JSON as the caller sent it
 * @param labels a JSON object of strings
 * @param due whether {@code runAt} had passed, by the database's clock
 * @param stage what the handler said last
 * @param ended the attempts that ended, oldest first
 */
public record JobSnapshot(
        JobId id,
        String type,
        String owner,
        JobStatus status,
        int version,
        int attempt,
        int failures,
        int maxAttempts,
        Optional<String> description,
        String parameters,
        Optional<String> labels,
        Instant created,
        Instant runAt,
        boolean due,
        Instant updated,
        Optional<Instant> started,
        Optional<Instant> finished,
        Optional<Progress> progress,
        Optional<String> stage,
        Optional<StoredResult> result,
        Optional<CurrentAttempt> current,
        List<EndedAttempt> ended) {

    /** The attempt under way. */
    public record CurrentAttempt(String worker, Instant started) {}

    /** An attempt that ended. */
    public record EndedAttempt(
            int number,
            String worker,
            Instant started,
            Instant finished,
            AttemptOutcome outcome,
            Optional<Failure> failure) {}

    /** Why the job failed; empty unless it did. */
    public Optional<Failure> failure() {
        return status == JobStatus.FAILED ? ended.getLast().failure() : Optional.empty();
    }
}
