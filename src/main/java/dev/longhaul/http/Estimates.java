package dev.longhaul.http;

import dev.longhaul.job.JobStatus;
import dev.longhaul.job.Progress;
import dev.longhaul.ledger.JobSnapshot;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * When a running job will probably have finished: as its own progress tells, else as its type usually takes. It follows
 * from what the ledger knows and not from when it is asked, so that it stays the same until there is news.
 */
@Singleton
class Estimates {

    private final TypicalDurations typical;
    private final InstantSource clock;

    Estimates(TypicalDurations typical, InstantSource clock) {
        this.typical = typical;
        this.clock = clock;
    }

    /** To the second. Empty if nothing can be said: it has not begun, is being canceled, or takes longer than thought. */
    Optional<Instant> completion(JobSnapshot job) {
        if (job.status() != JobStatus.RUNNING || job.cancelRequested()) {
            return Optional.empty();
        }
        return job.current()
                .flatMap(attempt -> duration(job, attempt.started()).map(attempt.started()::plus))
                .map(time -> time.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1))
                .filter(time -> time.isAfter(clock.instant()));
    }

    /** How long a job that waits will probably take once it runs. */
    Optional<Duration> typical(JobSnapshot job) {
        return typical.of(job.type());
    }

    private Optional<Duration> duration(JobSnapshot job, Instant started) {
        return job.progress()
                .flatMap(progress -> extrapolated(progress, started, job.updated()))
                .or(() -> typical(job));
    }

    private static Optional<Duration> extrapolated(
            Progress progress, Instant started, Instant reported) {
        long total = progress.total().orElse(0);
        long millis = Duration.between(started, reported).toMillis();
        if (progress.completed() <= 0 || progress.completed() > total || millis <= 0) {
            return Optional.empty();
        }
        double whole = (double) millis * total / progress.completed();
        // Beyond a century it is no estimate, and no time that a calendar could hold.
        return whole < Duration.ofDays(36_525).toMillis()
                ? Optional.of(Duration.ofMillis(Math.round(whole)))
                : Optional.empty();
    }
}
