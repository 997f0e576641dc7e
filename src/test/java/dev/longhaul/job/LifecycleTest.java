package dev.longhaul.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LifecycleTest {

    private static final Failure FAILURE = Failure.of("broken", 500, "It broke.");

    private static final List<JobEvent.Ending> ENDINGS =
            List.of(
                    new JobEvent.Succeeded(Optional.empty()),
                    new JobEvent.RetryScheduled(FAILURE, Duration.ofSeconds(1)),
                    new JobEvent.Failed(FAILURE),
                    new JobEvent.Canceled(),
                    new JobEvent.HandedBack(),
                    new JobEvent.NotKnown(FAILURE, Duration.ofSeconds(1)),
                    new JobEvent.LeaseExpired(),
                    new JobEvent.WorkersLost(FAILURE));

    @Test
    void everyKindOfEndingIsLookedAtHere() {
        assertThat(ENDINGS)
                .extracting(Object::getClass)
                .containsExactlyInAnyOrder(JobEvent.Ending.class.getPermittedSubclasses());
    }

    @Test
    void nothingHappensByItselfToAFinishedJob() {
        Arrays.stream(JobStatus.values())
                .filter(JobStatus::isFinished)
                .forEach(status -> {
                    assertThat(ENDINGS)
                            .allSatisfy(
                                    event -> assertThat(Lifecycle.after(status, event)).isEmpty());
                    assertThat(Lifecycle.after(status, new JobEvent.Claimed())).isEmpty();
                    assertThat(Lifecycle.after(status, new JobEvent.CancelRequested())).isEmpty();
                });
    }

    @Test
    void onlyAWaitingJobIsClaimed() {
        assertThat(Lifecycle.after(JobStatus.NOT_STARTED, new JobEvent.Claimed()))
                .contains(JobStatus.RUNNING);
        assertThat(Lifecycle.after(JobStatus.RUNNING, new JobEvent.Claimed())).isEmpty();
    }

    @Test
    void everyEndingStartsFromARunningJob() {
        assertThat(ENDINGS)
                .allSatisfy(event ->
                        assertThat(Lifecycle.ofEnding(event).from()).isEqualTo(JobStatus.RUNNING));
    }

    @Test
    void whatIsNoFailureOfTheJobLetsItRunAgain() {
        assertThat(List.of(new JobEvent.HandedBack(), new JobEvent.LeaseExpired()))
                .allSatisfy(event ->
                        assertThat(Lifecycle.ofEnding(event).to())
                                .isEqualTo(JobStatus.NOT_STARTED));
    }

    @Test
    void aJobThatIsToBeCanceledDoesNotWaitForAnotherAttempt() {
        assertThat(ENDINGS)
                .allSatisfy(event ->
                        assertThat(Lifecycle.ofEnding(event).toWhenCanceling().isFinished())
                                .isTrue());
        assertThat(Lifecycle.ofEnding(new JobEvent.Succeeded(Optional.empty())).toWhenCanceling())
                .as("a job that has succeeded all the same")
                .isEqualTo(JobStatus.SUCCEEDED);
    }

    @Test
    void onlyWhatEndedWithoutSuccessIsTriedAgain() {
        assertThat(
                        Arrays.stream(JobStatus.values())
                                .filter(status ->
                                        Lifecycle.after(status, new JobEvent.Retried())
                                                .isPresent()))
                .containsExactly(JobStatus.FAILED, JobStatus.CANCELED);
    }
}
