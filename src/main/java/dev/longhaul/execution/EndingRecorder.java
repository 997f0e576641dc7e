package dev.longhaul.execution;

import dev.longhaul.job.Failure;
import dev.longhaul.job.JobEvent;
import dev.longhaul.ledger.EndingRefused;
import dev.longhaul.ledger.JobEndings;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;

/**
 * Sees to it that the ledger learns how an attempt ended, also when the database is away for a while: the work is
 * done, and doing it again because of a restarted database would be a waste.
 */
@Singleton
class EndingRecorder {

    private static final Logger LOG = Logger.getLogger(EndingRecorder.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final JobEndings endings;
    private final LogWriter lines;

    EndingRecorder(JobEndings endings, LogWriter lines) {
        this.endings = endings;
        this.lines = lines;
    }

    /**
     * Returns once the ending is durable, or once it is certain that somebody else ended the attempt, or when the process
     * is about to end.
     *
     * @return false if it is certain that the ending does not count
     */
    boolean record(Attempt attempt, JobEvent.Ending ending) {
        while (true) {
            // Before the ending, after which nothing can be written for the attempt any more.
            lines.write(List.of(attempt));
            try {
                if (endings.apply(attempt.id(), attempt.attempt(), ending, attempt.lastProgress())
                        .join()) {
                    LOG.debugf(
                            "Job %s: attempt %d %s",
                            attempt.id(), attempt.attempt(), ending.outcome().wireName());
                    return true;
                } else {
                    LOG.warnf(
                            "Job %s: attempt %d ended as %s, but its lease had run out before; another attempt counts",
                            attempt.id(), attempt.attempt(), ending.outcome().wireName());
                    return false;
                }
            } catch (CompletionException e) {
                if (e.getCause() instanceof EndingRefused refusal
                        && !(ending instanceof JobEvent.Failed)) {
                    return record(attempt, refused(attempt, refusal));
                }
                LOG.errorf(
                        "Job %s: the ending of attempt %d (%s) could not be written and is tried again each second."
                                + " Is the database up? (%s)",
                        attempt.id(), attempt.attempt(), ending.outcome().wireName(), e.getCause());
            }
            if (!pause(attempt)) {
                return true;
            }
        }
    }

    private static JobEvent.Ending refused(Attempt attempt, EndingRefused refusal) {
        LOG.errorf(
                "Job %s: the database refuses the ending of attempt %d, so the job fails (%s)",
                attempt.id(), attempt.attempt(), refusal.getMessage());
        return new JobEvent.Failed(
                Failure.of(
                        Failure.ENDING_REFUSED,
                        500,
                        "The job ended with something that cannot be stored."));
    }

    /** Whether to try again: not when the process is about to end, for then the lease runs out and tells the same. */
    private static boolean pause(Attempt attempt) {
        if (attempt.stopped().filter(Attempt.Stop.HANDED_BACK::equals).isPresent()) {
            return false;
        }
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException e) {
            return true;
        }
    }
}
