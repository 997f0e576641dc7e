package dev.longhaul.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.handler.Backoff;
import dev.longhaul.job.Failure;
import dev.longhaul.job.JobEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    private static final Failure FAILURE = Failure.of("broken", 500, "It broke.");

    private final RetryPolicy policy =
            new RetryPolicy(
                    new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(1)), new Random(7));

    @Test
    void theLastAttemptThatFailsEndsTheJob() {
        assertThat(policy.afterFailure(FAILURE, 2, 3, Optional.empty()))
                .isEqualTo(new JobEvent.Failed(FAILURE));
        assertThat(policy.afterFailure(FAILURE, 0, 1, Optional.empty()))
                .isEqualTo(new JobEvent.Failed(FAILURE));
        assertThat(policy.afterFailure(FAILURE, 1, 3, Optional.empty()))
                .isInstanceOf(JobEvent.RetryScheduled.class);
    }

    @Test
    void theBoundOfTheWaitDoublesUpToTheLongest() {
        assertThat(longestWait(0)).isBetween(Duration.ofMillis(1900), Duration.ofSeconds(2));
        assertThat(longestWait(3)).isBetween(Duration.ofMillis(15_500), Duration.ofSeconds(16));
        assertThat(longestWait(60)).isBetween(Duration.ofSeconds(58), Duration.ofMinutes(1));
    }

    private Duration longestWait(int failuresBefore) {
        return IntStream.range(0, 2000)
                .mapToObj(i -> policy.afterFailure(FAILURE, failuresBefore, 100, Optional.empty()))
                .map(ending -> ((JobEvent.RetryScheduled) ending).backoff())
                .max(Duration::compareTo)
                .orElseThrow();
    }
}
