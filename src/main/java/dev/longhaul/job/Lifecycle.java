package dev.longhaul.job;

import static dev.longhaul.job.JobStatus.CANCELED;
import static dev.longhaul.job.JobStatus.FAILED;
import static dev.longhaul.job.JobStatus.NOT_STARTED;
import static dev.longhaul.job.JobStatus.RUNNING;
import static dev.longhaul.job.JobStatus.SUCCEEDED;

import java.util.List;
import java.util.Optional;

/**
 * The one place that says which event leads from where to where.
 *
 * <p>The ledger puts {@link Transition#from} into the condition of each statement that changes a status, so an
 * event that comes too late changes nothing, whoever sends it and however many do at once.
 */
public final class Lifecycle {

    private Lifecycle() {}

    /**
     * One arrow of the state diagram.
     *
     * @param from a status in which the event is possible
     * @param to the status after it
     */
    public record Transition(JobStatus from, JobStatus to) {

        /**
         * Where the arrow leads if somebody has asked for the job to be canceled: what would wait for another attempt is over
         * instead. What has ended all the same stays as it ended, so that of cancellation and completion one wins.
         */
        public JobStatus toWhenCanceling() {
            return to == NOT_STARTED ? CANCELED : to;
        }
    }

    /** The arrows that {@code event} stands for, one for each status in which it is possible. */
    public static List<Transition> of(JobEvent event) {
        return switch (event) {
            case JobEvent.Claimed _ -> List.of(new Transition(NOT_STARTED, RUNNING));
            case JobEvent.CancelRequested _ ->
                    List.of(
                            new Transition(NOT_STARTED, CANCELED),
                            new Transition(RUNNING, RUNNING));
            case JobEvent.Retried _ ->
                    List.of(
                            new Transition(FAILED, NOT_STARTED),
                            new Transition(CANCELED, NOT_STARTED));
            case JobEvent.Ending ending -> List.of(ofEnding(ending));
        };
    }

    /** The arrow of a claim. */
    public static Transition ofClaim() {
        return of(new JobEvent.Claimed()).getFirst();
    }

    /** The arrow of an ending: all start from a running job. */
    public static Transition ofEnding(JobEvent.Ending ending) {
        return new Transition(
                RUNNING,
                switch (ending) {
                    case JobEvent.Succeeded _ -> SUCCEEDED;
                    case JobEvent.RetryScheduled _ -> NOT_STARTED;
                    case JobEvent.Failed _ -> FAILED;
                    case JobEvent.Canceled _ -> CANCELED;
                    case JobEvent.HandedBack _ -> NOT_STARTED;
                    case JobEvent.NotKnown _ -> NOT_STARTED;
                    case JobEvent.LeaseExpired _ -> NOT_STARTED;
                    case JobEvent.WorkersLost _ -> FAILED;
                });
    }

    /** Where a job in {@code status} is after {@code event}; empty if the event is impossible there. */
    public static Optional<JobStatus> after(JobStatus status, JobEvent event) {
        return of(event).stream()
                .filter(transition -> transition.from() == status)
                .map(Transition::to)
                .findFirst();
    }
}
