package dev.longhaul.execution;

import dev.longhaul.handler.Backoff;
import dev.longhaul.handler.JobCatalog;
import dev.longhaul.handler.PermanentFailure;
import dev.longhaul.handler.TransientFailure;
import dev.longhaul.job.Failure;
import dev.longhaul.job.JobEvent;
import dev.longhaul.ledger.Claim;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Says what it means for a job that an attempt did not succeed: whether it is over, or waits for another attempt. */
@Singleton
class EndingDecision {

    private static final Logger LOG = Logger.getLogger(EndingDecision.class);

    private final JobCatalog catalog;
    private final RetryPolicy retries;
    private final UnknownTypes unknownTypes;

    EndingDecision(JobCatalog catalog, RetryPolicy retries, UnknownTypes unknownTypes) {
        this.catalog = catalog;
        this.retries = retries;
        this.unknownTypes = unknownTypes;
    }

    /** Of an attempt that was asked to stop; empty if it lost its job, for then nothing of it counts. */
    Optional<JobEvent.Ending> of(Attempt attempt, Attempt.Stop stop) {
        return switch (stop) {
            case HANDED_BACK -> Optional.of(new JobEvent.HandedBack());
            case CANCELED -> Optional.of(new JobEvent.Canceled());
            case TIMED_OUT -> Optional.of(timedOut(attempt.claim()));
            case LEASE_LOST -> {
                LOG.warnf(
                        "Job %s: attempt %d lost its lease and was stopped; another attempt has taken over. If this"
                                + " repeats, look for long pauses of this process or of the database.",
                        attempt.id(), attempt.attempt());
                yield Optional.empty();
            }
        };
    }

    /** Of an attempt whose handler threw, or whose result could not be stored. */
    JobEvent.Ending of(Attempt attempt, Throwable thrown) {
        Claim claim = attempt.claim();
        return switch (thrown) {
            case PermanentFailure permanent -> {
                LOG.infof(
                        "Job %s: attempt %d failed for good: %s",
                        claim.job(),
                        claim.attempt(),
                        withReason(permanent.failure(), permanent.getCause()));
                yield new JobEvent.Failed(permanent.failure());
            }
            case UnknownType _ -> unknownTypes.ending(claim);
            case ResultNotStored full -> retry(claim, notStored(full), thrown);
            case TransientFailure passing -> {
                warn(claim, withReason(passing.failure(), passing.getCause()));
                yield afterFailure(claim, passing.failure(), passing.pause());
            }
            default -> retry(claim, unexpected(thrown), thrown);
        };
    }

    private JobEvent.Ending timedOut(Claim claim) {
        Failure failure =
                Failure.of(
                        Failure.TIMEOUT,
                        504,
                        "The attempt took longer than "
                                + claim.timeout().orElse(Duration.ZERO)
                                + ", which is what the job allows.");
        warn(claim, failure.message());
        return afterFailure(claim, failure, Optional.empty());
    }

    private static void warn(Claim claim, String words) {
        LOG.warnf(
                "Job %s (%s): attempt %d failed: %s",
                claim.job(), claim.type(), claim.attempt(), words);
    }

    /** What a handler explains needs no trace; what lies at the root of it may still help the operator. */
    private static String withReason(Failure failure, @Nullable Throwable cause) {
        String reason =
                failure.detail()
                        .or(() ->
                                Stream.iterate(cause, Objects::nonNull, Throwable::getCause)
                                        .reduce((_, inner) -> inner)
                                        .map(Throwable::getMessage))
                        .flatMap(text -> text.lines().findFirst())
                        .orElse("");
        return reason.isEmpty() || failure.message().contains(reason)
                ? failure.message()
                : failure.message() + " (" + reason + ")";
    }

    /** Of what nobody expected, all is shown. */
    private JobEvent.Ending retry(Claim claim, Failure failure, Throwable thrown) {
        LOG.warnf(
                thrown,
                "Job %s (%s): attempt %d failed: %s",
                claim.job(),
                claim.type(),
                claim.attempt(),
                failure.message());
        return afterFailure(claim, failure, Optional.empty());
    }

    private JobEvent.Ending afterFailure(Claim claim, Failure failure, Optional<Duration> pause) {
        Optional<Backoff> backoff =
                catalog.find(claim.type()).flatMap(definition -> definition.type().backoff());
        return retries.afterFailure(failure, claim.failures(), claim.maxAttempts(), backoff, pause);
    }

    private static Failure notStored(ResultNotStored failure) {
        return Failure.of("result-not-stored", 507, "The result could not be stored.")
                .withDetail(String.valueOf(failure.getMessage()));
    }

    private static Failure unexpected(Throwable thrown) {
        Failure failure =
                Failure.of(
                        Failure.HANDLER_ERROR,
                        500,
                        "The job failed in a way that its type does not explain.");
        String message = thrown.getMessage();
        return failure.withDetail(
                thrown.getClass().getSimpleName() + (message == null ? "" : ": " + message));
    }
}
