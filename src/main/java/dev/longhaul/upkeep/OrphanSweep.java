package dev.longhaul.upkeep;

import dev.longhaul.files.AttemptFile;
import dev.longhaul.files.FileStore;
import dev.longhaul.files.PublishedFiles;
import dev.longhaul.role.NotTheScheduler;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Removes the files that crashes left behind: results that no row points to, and what dead workers had staged. Several
 * may run at once: a file that is gone already is what each of them wants.
 */
@Singleton
class OrphanSweep {

    private static final Logger LOG = Logger.getLogger(OrphanSweep.class);
    private static final int BATCH = 500;

    /** How many batches of published files one run looks at; the next goes on after them. */
    private static final int BATCHES = 40;

    /** How long the longest transfer of a file to its store may take. */
    static final Duration UNFINISHED = Duration.ofHours(12);

    private final UpkeepConfig config;
    private final FileStore files;
    private final AttemptFiles unneeded;
    private final InstantSource clock;
    private final PublishedFiles<AttemptFile> published;

    OrphanSweep(UpkeepConfig config, FileStore files, AttemptFiles unneeded, InstantSource clock) {
        this.config = config;
        this.files = files;
        this.unneeded = unneeded;
        this.clock = clock;
        this.published = files.published();
    }

    @Scheduled(
            every = "${longhaul.upkeep.sweep-every:1m}",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = NotTheScheduler.class)
    void sweep() {
        Instant time = clock.instant().minus(config.sweepAfter());
        int swept =
                sweep(this::published, time)
                        + sweep(this::staged, time)
                        + sweep(files::deleteUnfinishedBefore, time.minus(UNFINISHED));
        if (swept > 0) {
            LOG.infof("Files removed that nobody needed: %d", swept);
        }
    }

    /** What a process stages for itself, it tidies up itself, whatever else it does. */
    @Scheduled(
            every = "${longhaul.upkeep.sweep-every:1m}",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = StagesWithOthers.class)
    void sweepOwn() {
        sweep(this::staged, clock.instant().minus(config.sweepAfter()));
    }

    /** Removes files of one kind that are older than a time and says how many. */
    @FunctionalInterface
    private interface Part {
        int sweep(Instant time) throws IOException, SQLException;
    }

    private static int sweep(Part part, Instant time) {
        try {
            return part.sweep(time);
        } catch (IOException e) {
            LOG.errorf(
                    "Files that nobody needs could not be looked for. Is the folder or the bucket of results there, and may this process"
                            + " read and write it? (%s)",
                    e);
        } catch (SQLException e) {
            LOG.errorf(
                    "Whether anybody needs the files that there are could not be found out, so all of them stay. Is the"
                            + " database up? (%s)",
                    e.getMessage());
        }
        return 0;
    }

    private int published(Instant time) throws IOException, SQLException {
        int swept = 0;
        for (int i = 0; i < BATCHES; i++) {
            List<AttemptFile> batch = published.next(BATCH);
            swept += unneeded.deletePublished(batch, time);
            if (batch.size() < BATCH) {
                break;
            }
        }
        return swept;
    }

    private int staged(Instant time) throws IOException, SQLException {
        int swept = files.deleteProbesBefore(time);
        List<AttemptFile> staged = files.stagedBefore(time);
        for (int from = 0; from < staged.size(); from += BATCH) {
            swept +=
                    unneeded.deleteStaged(
                            staged.subList(from, Math.min(from + BATCH, staged.size())));
        }
        return swept;
    }
}
