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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {

    private static final Failure FAILURE = Failure.of("broken", 500, "It broke.");

    private final RetryPolicy policy =
            new RetryPolicy(
                    new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(1)), new Random(7));

    private JobEvent.Ending afterFailure(int failuresBefore, int maxAttempts) {
        return policy.afterFailure(
                FAILURE, failuresBefore, maxAttempts, Optional.empty(), Optional.empty());
    }

    @Test
    void theLastAttemptThatFailsEndsTheJob() {
        assertThat(afterFailure(2, 3)).isEqualTo(new JobEvent.Failed(FAILURE));
        assertThat(afterFailure(0, 1)).isEqualTo(new JobEvent.Failed(FAILURE));
        assertThat(afterFailure(1, 3)).isInstanceOf(JobEvent.RetryScheduled.class);
    }

    @Test
    void theBoundOfTheWaitDoublesUpToTheLongest() {
        assertThat(longestWait(0)).isBetween(Duration.ofMillis(1900), Duration.ofSeconds(2));
        assertThat(longestWait(3)).isBetween(Duration.ofMillis(15_500), Duration.ofSeconds(16));
        assertThat(longestWait(60)).isBetween(Duration.ofSeconds(58), Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @CsvSource({"PT5M, PT5M", "P400D, P1D"})
    void aPauseThatSomebodyAskedForComesBeforeTheWaitUpToADay(Duration asked, Duration heeded) {
        JobEvent.Ending ending =
                policy.afterFailure(FAILURE, 0, 2, Optional.empty(), Optional.of(asked));
        assertThat(((JobEvent.RetryScheduled) ending).backoff())
                .isBetween(heeded, heeded.plusSeconds(2));
    }

    private Duration longestWait(int failuresBefore) {
        return IntStream.range(0, 2000)
                .mapToObj(i -> afterFailure(failuresBefore, 100))
                .map(ending -> ((JobEvent.RetryScheduled) ending).backoff())
                .max(Duration::compareTo)
                .orElseThrow();
    }
}
