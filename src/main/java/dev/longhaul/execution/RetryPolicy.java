package dev.longhaul.execution;

import dev.longhaul.job.Failure;
import dev.longhaul.job.JobEvent;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Whether and when a failed attempt is followed by another: exponential backoff with full jitter, that is a wait drawn
 * evenly from zero to a bound that doubles with each failure, so that jobs that failed together do not return together
 * (M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015).
 */
@Singleton
class RetryPolicy {

    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;

    @Inject
    RetryPolicy(ExecutionConfig config) {
        this(config.backoff(), config.maxBackoff(), new Random());
    }

    RetryPolicy(Duration first, Duration longest, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
    }

    /**
     * @param failuresBefore how many attempts had failed before this one
     * @param maxAttempts how many failed attempts end the job
     */
    JobEvent.Ending afterFailure(Failure failure, int failuresBefore, int maxAttempts) {
        return failuresBefore + 1 < maxAttempts
                ? new JobEvent.RetryScheduled(failure, backoff(failuresBefore))
                : new JobEvent.Failed(failure);
    }

    private Duration backoff(int failuresBefore) {
        // Beyond 2^30 the bound is the longest wait anyway.
        long bound = first.toMillis() * (1L << Math.min(failuresBefore, 30));
        long millis = Math.min(bound, longest.toMillis());
        return Duration.ofMillis(random.nextLong(millis + 1));
    }
}
