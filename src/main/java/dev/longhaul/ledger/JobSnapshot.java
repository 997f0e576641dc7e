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
 * @param priority 0 to 9, 9 goes first
 * @param attempt the newest attempt, 0 before the first
 * @param failures attempts that failed
 * @param parameters JSON as the caller sent it; absent where the job is one of a list and they are large
 * @param labels a JSON object of strings
 * @param due whether {@code runAt} had passed, by the database's clock
 * @param expires when the job and its result go, once it has finished
 * @param stage what the handler said last
 * @param hasManifest whether there is more to tell about the result, see {@link Manifests}
 * @param ended the attempts that ended, oldest first
 */
public record JobSnapshot(
        JobId id,
        String type,
        String owner,
        JobStatus status,
        int version,
        String queue,
        int priority,
        int attempt,
        int failures,
        int maxAttempts,
        boolean cancelRequested,
        Optional<String> uniqueKey,
        Optional<String> description,
        Optional<String> parameters,
        Optional<String> labels,
        Instant created,
        Instant runAt,
        boolean due,
        Instant updated,
        Optional<Instant> started,
        Optional<Instant> finished,
        Optional<Instant> expires,
        Optional<Progress> progress,
        Optional<String> stage,
        Optional<StoredResult> result,
        boolean hasManifest,
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

    /** What is to be compared to tell whether the job has changed since. */
    public Glance glance() {
        return new Glance(version, status, due);
    }

    /** Why the job has no result; empty unless it failed or was canceled. */
    public Optional<Failure> failure() {
        return switch (status) {
            case FAILED -> ended.getLast().failure();
            case CANCELED ->
                    Optional.of(
                            Failure.of(
                                    Failure.CANCELED,
                                    409,
                                    "The job was canceled before it had finished."));
            case NOT_STARTED, RUNNING, SUCCEEDED -> Optional.empty();
        };
    }
}
