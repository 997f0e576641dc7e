package dev.longhaul.upkeep;

import dev.longhaul.files.FileStore;
import dev.longhaul.ledger.Retention;
import dev.longhaul.role.NotTheScheduler;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Removes jobs that were kept for as long as was agreed, with their results, and after a while the memory of them. In
 * small batches, so that the queue is served meanwhile; several may run at once and share the work.
 */
@Singleton
class Expiry {

    private static final Logger LOG = Logger.getLogger(Expiry.class);

    private final UpkeepConfig config;
    private final Retention retention;
    private final FileStore files;

    Expiry(UpkeepConfig config, Retention retention, FileStore files) {
        this.config = config;
        this.retention = retention;
        this.files = files;
    }

    @Scheduled(
            every = "${longhaul.upkeep.expire-every:1m}",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = NotTheScheduler.class)
    void expire() {
        try {
            removeJobs();
            forgetJobs();
        } catch (SQLException e) {
            LOG.errorf(
                    "Jobs whose time is up could not be removed; callers are told that they are gone all the same. Is the"
                            + " database up? (%s)",
                    e.getMessage());
        }
    }

    private void removeJobs() throws SQLException {
        int removed = 0;
        Retention.Batch batch;
        do {
            batch = retention.expire();
            removed += batch.jobs();
            // After the rows: a file without a row is swept, a row without a file would be a broken
            // promise.
            remove(batch.files());
        } while (batch.jobs() == Retention.BATCH);
        if (removed > 0) {
            LOG.infof("Jobs removed whose time was up: %d", removed);
        }
    }

    private void forgetJobs() throws SQLException {
        int forgotten;
        do {
            forgotten = retention.forget(config.tombstones());
        } while (forgotten == Retention.BATCH);
    }

    private void remove(List<String> keys) {
        for (String key : keys) {
            try {
                files.delete(key);
            } catch (IOException e) {
                LOG.errorf(
                        "The result %s of a job that is gone could not be removed and stays for the next sweep. May this"
                                + " process write to the folder of results? (%s)",
                        key, e);
            }
        }
    }
}
