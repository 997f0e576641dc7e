package dev.longhaul.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LifecycleTest {

    private static final Failure FAILURE = Failure.of("broken", 500, "It broke.");

    private static final List<JobEvent> EVENTS =
            List.of(
                    new JobEvent.Claimed(),
                    new JobEvent.Succeeded(Optional.empty()),
                    new JobEvent.RetryScheduled(FAILURE, Duration.ofSeconds(1)),
                    new JobEvent.Failed(FAILURE),
                    new JobEvent.HandedBack(),
                    new JobEvent.LeaseExpired(),
                    new JobEvent.WorkersLost(FAILURE));

    @Test
    void nothingHappensByItselfToAFinishedJob() {
        Arrays.stream(JobStatus.values())
                .filter(JobStatus::isFinished)
                .forEach(status ->
                        assertThat(EVENTS)
                                .allSatisfy(event ->
                                        assertThat(Lifecycle.after(status, event)).isEmpty()));
    }

    @Test
    void onlyAWaitingJobIsClaimed() {
        assertThat(Lifecycle.after(JobStatus.NOT_STARTED, new JobEvent.Claimed()))
                .contains(JobStatus.RUNNING);
        assertThat(Lifecycle.after(JobStatus.RUNNING, new JobEvent.Claimed())).isEmpty();
    }

    @Test
    void everyEndingStartsFromARunningJob() {
        assertThat(EVENTS.stream().filter(JobEvent.Ending.class::isInstance))
                .hasSize(6)
                .allSatisfy(event ->
                        assertThat(Lifecycle.of(event).from()).isEqualTo(JobStatus.RUNNING));
    }

    @Test
    void whatIsNoFailureOfTheJobLetsItRunAgain() {
        assertThat(List.of(new JobEvent.HandedBack(), new JobEvent.LeaseExpired()))
                .allSatisfy(event ->
                        assertThat(Lifecycle.of(event).to()).isEqualTo(JobStatus.NOT_STARTED));
    }
}
