package dev.longhaul.execution;

import dev.longhaul.handler.Backoff;
import dev.longhaul.job.Failure;
import dev.longhaul.job.JobEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Whether and when a failed attempt is followed by another: exponential backoff with full jitter, that is a wait drawn
 * evenly from zero to a bound that doubles with each failure, so that jobs that failed together do not return together
 * (M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015).
 */
@Singleton
class RetryPolicy {

    /** No server keeps a job waiting for longer. */
    private static final Duration LONGEST_PAUSE = Duration.ofDays(1);

    private final Backoff usual;
    private final RandomGenerator random;

    /**
     * @throws ConfigurationException if the longest wait is the shorter one
     */
    @Inject
    RetryPolicy(ExecutionConfig config) {
        this(usual(config), new Random());
    }

    RetryPolicy(Backoff usual, RandomGenerator random) {
        this.usual = usual;
        this.random = random;
    }

    private static Backoff usual(ExecutionConfig config) {
        try {
            return new Backoff(config.backoff(), config.maxBackoff());
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    "longhaul.execution.backoff and max-backoff are " + e.getMessage() + ".", e);
        }
    }

    /**
     * @param failuresBefore how many attempts had failed before this one
     * @param maxAttempts how many failed attempts end the job
     * @param backoff of the job's type, where it has one of its own
     * @param pause that somebody asked for; the backoff comes on top, for many may have been asked for the same
     */
    JobEvent.Ending afterFailure(
            Failure failure,
            int failuresBefore,
            int maxAttempts,
            Optional<Backoff> backoff,
            Optional<Duration> pause) {
        if (failuresBefore + 1 >= maxAttempts) {
            return new JobEvent.Failed(failure);
        }
        Duration wait = wait(backoff.orElse(usual), failuresBefore);
        return new JobEvent.RetryScheduled(
                failure, pause.map(RetryPolicy::bounded).map(wait::plus).orElse(wait));
    }

    private static Duration bounded(Duration pause) {
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private Duration wait(Backoff backoff, int failuresBefore) {
        // Beyond 2^30 the bound is the longest wait anyway.
        long bound = backoff.first().toMillis() * (1L << Math.min(failuresBefore, 30));
        long millis = Math.min(bound, backoff.longest().toMillis());
        return Duration.ofMillis(random.nextLong(millis + 1));
    }
}
