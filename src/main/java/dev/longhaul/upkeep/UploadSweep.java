package dev.longhaul.upkeep;

import dev.longhaul.files.PublishedFiles;
import dev.longhaul.files.UploadFile;
import dev.longhaul.files.UploadStore;
import dev.longhaul.job.FileId;
import dev.longhaul.ledger.UploadRetention;
import dev.longhaul.role.NotTheScheduler;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Removes what crashes left of the files that callers brought: those that no row knows, and those that were never sent to their
 * ends. Several may run at once.
 */
@Singleton
class UploadSweep {

    private static final Logger LOG = Logger.getLogger(UploadSweep.class);
    private static final int BATCH = 500;

    /** How many batches one run looks at; the next goes on after them. */
    private static final int BATCHES = 40;

    private final UpkeepConfig config;
    private final UploadStore files;
    private final UploadRetention retention;
    private final InstantSource clock;
    private final PublishedFiles<UploadFile> published;

    UploadSweep(
            UpkeepConfig config,
            UploadStore files,
            UploadRetention retention,
            InstantSource clock) {
        this.config = config;
        this.files = files;
        this.retention = retention;
        this.clock = clock;
        this.published = files.published();
    }

    @Scheduled(
            every = "${longhaul.upkeep.sweep-every:1m}",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = NotTheScheduler.class)
    void sweep() {
        Instant time = clock.instant().minus(config.sweepAfter());
        try {
            int swept =
                    files.deleteStagedBefore(time)
                            + sweepPublished(time)
                            + files.deleteUnfinishedBefore(time.minus(OrphanSweep.UNFINISHED));
            if (swept > 0) {
                LOG.infof("Files of callers removed that nobody knew: %d", swept);
            }
        } catch (IOException e) {
            LOG.errorf(
                    "Files of callers that nobody knows could not be looked for. Is the folder or the bucket of uploads there, and may"
                            + " this process read and write it? (%s)",
                    e);
        } catch (SQLException e) {
            LOG.errorf(
                    "Whether anybody knows the files that there are could not be found out, so all of them stay. Is the"
                            + " database up? (%s)",
                    e.getMessage());
        }
    }

    /** What a process stages for itself, it tidies up itself, whatever else it does. */
    @Scheduled(
            every = "${longhaul.upkeep.sweep-every:1m}",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = StagesWithOthers.class)
    void sweepOwn() {
        try {
            files.deleteStagedBefore(clock.instant().minus(config.sweepAfter()));
        } catch (IOException e) {
            LOG.errorf(
                    "Files that callers did not send to their ends could not be looked for. Is longhaul.files.directory there?"
                            + " (%s)",
                    e);
        }
    }

    private int sweepPublished(Instant time) throws IOException, SQLException {
        int swept = 0;
        for (int i = 0; i < BATCHES; i++) {
            List<FileId> batch = published.next(BATCH).stream().map(UploadFile::id).toList();
            Set<FileId> needed = retention.needed(batch);
            for (FileId file : batch) {
                if (!needed.contains(file) && files.deletePublishedBefore(file, time)) {
                    swept++;
                }
            }
            if (batch.size() < BATCH) {
                break;
            }
        }
        return swept;
    }
}
