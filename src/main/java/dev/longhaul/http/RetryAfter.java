package dev.longhaul.http;

import dev.longhaul.ledger.JobSnapshot;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Says when it is worth asking again, in whole seconds from 1 to 60: about a tenth of the time that is probably still to
 * go, else a tenth of the job's age, with jitter, so that callers that came together do not return together.
 */
@Singleton
class RetryAfter {

    private static final double SHARE = 0.1;
    private static final double JITTER = 0.2;
    private static final int LONGEST_SECONDS = 60;

    private final Estimates estimates;
    private final InstantSource clock;

    RetryAfter(Estimates estimates, InstantSource clock) {
        this.estimates = estimates;
        this.clock = clock;
    }

    int seconds(JobSnapshot job) {
        double jitter = 1 + JITTER * ThreadLocalRandom.current().nextDouble();
        return Math.clamp(Math.round(millis(job) * jitter / 1000), 1, LONGEST_SECONDS);
    }

    private double millis(JobSnapshot job) {
        if (!job.due()) {
            // Nothing happens before that time: come back when it has come.
            return Duration.between(clock.instant(), job.runAt()).toMillis();
        }
        Duration left =
                estimates
                        .completion(job)
                        .map(completion -> Duration.between(clock.instant(), completion))
                        .or(() -> whileWaiting(job))
                        .orElseGet(() -> Duration.between(job.created(), clock.instant()));
        return left.toMillis() * SHARE;
    }

    private Optional<Duration> whileWaiting(JobSnapshot job) {
        return job.current().isPresent() ? Optional.empty() : estimates.typical(job);
    }
}
