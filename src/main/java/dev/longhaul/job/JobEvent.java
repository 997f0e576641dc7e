package dev.longhaul.job;

import java.time.Duration;
import java.util.Optional;

/**
 * What may happen to a job after it was accepted. {@link Lifecycle} says where each event leads.
 */
public sealed interface JobEvent {

    /** A worker took the next attempt. */
    record Claimed() implements JobEvent {}

    /** Somebody does not want the job any more. What waits is over at once; what runs is asked to stop. */
    record CancelRequested() implements JobEvent {}

    /** Somebody wants a job that failed or was canceled to be tried again from the start. */
    record Retried() implements JobEvent {}

    /** How an attempt ended. Written once, by whoever holds the attempt, or by the reaper. */
    sealed interface Ending extends JobEvent {

        /** What the attempt is remembered as. */
        AttemptOutcome outcome();
    }

    /**
     * The handler finished and its result, if it has one, is durable.
     *
     * @param manifest what the result consists of, a JSON object
     */
    record Succeeded(Optional<StoredResult> result, Optional<String> manifest) implements Ending {

        public Succeeded(Optional<StoredResult> result) {
            this(result, Optional.empty());
        }

        @Override
        public AttemptOutcome outcome() {
            return AttemptOutcome.SUCCEEDED;
        }
    }

    /** The attempt failed and another will follow after {@code backoff}. */
    record RetryScheduled(Failure failure, Duration backoff) implements Ending {
        @Override
        public AttemptOutcome outcome() {
            return AttemptOutcome.FAILED;
        }
    }

    /** The attempt failed and there will be no other: permanently, or once too often. */
    record Failed(Failure failure) implements Ending {
        @Override
        public AttemptOutcome outcome() {
            return AttemptOutcome.FAILED;
        }
    }

    /** The attempt stopped because somebody had asked for it. */
    record Canceled() implements Ending {
        @Override
        public AttemptOutcome outcome() {
            return AttemptOutcome.CANCELED;
        }
    }

    /** A worker that shuts down gave the job back unfinished. Not a failure of the job. */
    record HandedBack() implements Ending {
        @Override
        public AttemptOutcome outcome() {
            return AttemptOutcome.HANDED_BACK;
        }
    }

    /** The worker does not know the type of the job, and leaves it to others: not before {@code pause} is over. */
    record NotKnown(Failure failure, Duration pause) implements Ending {
        @Override
        public AttemptOutcome outcome() {
            return AttemptOutcome.HANDED_BACK;
        }
    }

    /** The lease ran out: the worker died or stalled. Not a failure of the job, unless it keeps happening. */
    record LeaseExpired() implements Ending {
        @Override
        public AttemptOutcome outcome() {
            return AttemptOutcome.LOST;
        }
    }

    /** The lease ran out once more than is tolerated; the job is taken to be what kills its workers. */
    record WorkersLost(Failure failure) implements Ending {
        @Override
        public AttemptOutcome outcome() {
            return AttemptOutcome.LOST;
        }
    }
}
