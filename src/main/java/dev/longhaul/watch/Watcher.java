package dev.longhaul.watch;

import dev.longhaul.job.JobId;
import dev.longhaul.ledger.Glance;
import java.time.Instant;
import java.util.Optional;

/**
 * Somebody who waits for something to happen to a job. Called from threads that all watchers share, at times from two at
 * once: whoever is told must not block.
 */
public interface Watcher {

    /** What is waited for. */
    JobId job();

    /**
     * This is how the job is now, which may be how it was before.
     *
     * @param glance empty if the job is gone
     */
    void see(Optional<Glance> glance);

    /** Time goes on, also while the database is away: several times a second. */
    void beat(Instant now);

    /** The process ends: say what there is to say, and wait no longer. */
    void release();
}
