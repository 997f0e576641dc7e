package dev.longhaul.upkeep;

import dev.longhaul.files.UploadStore;
import dev.longhaul.job.FileId;
import dev.longhaul.ledger.UploadRetention;
import dev.longhaul.role.NotTheScheduler;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Removes the files that callers brought, that no job refers to and whose time is up, and after a while the memory of them. In
 * small batches; several may run at once and share the work.
 */
@Singleton
class UploadExpiry {

    private static final Logger LOG = Logger.getLogger(UploadExpiry.class);

    private final UpkeepConfig config;
    private final UploadRetention retention;
    private final UploadStore files;

    UploadExpiry(UpkeepConfig config, UploadRetention retention, UploadStore files) {
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
            removeFiles();
            forgetFiles();
        } catch (SQLException e) {
            LOG.errorf(
                    "Files of callers whose time is up could not be removed; callers are told that they are gone all the"
                            + " same. Is the database up? (%s)",
                    e.getMessage());
        }
    }

    private void removeFiles() throws SQLException {
        int removed = 0;
        List<FileId> batch;
        do {
            batch = retention.expire();
            removed += batch.size();
            // After the rows: a file without a row is swept.
            batch.forEach(this::delete);
        } while (batch.size() == UploadRetention.BATCH);
        if (removed > 0) {
            LOG.infof("Files of callers removed whose time was up: %d", removed);
        }
    }

    private void forgetFiles() throws SQLException {
        int forgotten;
        do {
            forgotten = retention.forget(config.tombstones());
        } while (forgotten == UploadRetention.BATCH);
    }

    private void delete(FileId file) {
        try {
            files.delete(file);
        } catch (IOException e) {
            LOG.errorf(
                    "The file %s of a caller, whose time is up, could not be removed and stays for the next sweep. May this"
                            + " process write to the folder of uploads? (%s)",
                    file, e);
        }
    }
}
