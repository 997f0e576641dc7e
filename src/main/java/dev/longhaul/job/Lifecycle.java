package dev.longhaul.job;

import static dev.longhaul.job.JobStatus.FAILED;
import static dev.longhaul.job.JobStatus.NOT_STARTED;
import static dev.longhaul.job.JobStatus.RUNNING;
import static dev.longhaul.job.JobStatus.SUCCEEDED;

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
     * @param from the only status in which the event is possible
     * @param to the status after it
     */
    public record Transition(JobStatus from, JobStatus to) {}

    /** The arrow that {@code event} is. */
    public static Transition of(JobEvent event) {
        return switch (event) {
            case JobEvent.Claimed _ -> new Transition(NOT_STARTED, RUNNING);
            case JobEvent.Succeeded _ -> new Transition(RUNNING, SUCCEEDED);
            case JobEvent.RetryScheduled _ -> new Transition(RUNNING, NOT_STARTED);
            case JobEvent.Failed _ -> new Transition(RUNNING, FAILED);
            case JobEvent.HandedBack _ -> new Transition(RUNNING, NOT_STARTED);
            case JobEvent.LeaseExpired _ -> new Transition(RUNNING, NOT_STARTED);
            case JobEvent.WorkersLost _ -> new Transition(RUNNING, FAILED);
        };
    }

    /** Where a job in {@code status} is after {@code event}; empty if the event is impossible there. */
    public static Optional<JobStatus> after(JobStatus status, JobEvent event) {
        Transition transition = of(event);
        return transition.from() == status ? Optional.of(transition.to()) : Optional.empty();
    }
}
