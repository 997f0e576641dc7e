package dev.longhaul.upkeep;

import dev.longhaul.files.AttemptFile;
import dev.longhaul.job.Failure;
import dev.longhaul.job.JobEvent;
import dev.longhaul.ledger.JobEndings;
import dev.longhaul.ledger.Leases;
import dev.longhaul.role.NotTheScheduler;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/**
 * Ends the attempts of workers that died or stalled, so that their jobs run elsewhere. Several reapers may run at
 * once: of two that end the same attempt, the ledger lets one.
 */
@Singleton
class Reaper {

    private static final Logger LOG = Logger.getLogger(Reaper.class);
    private static final int BATCH = 500;

    private final UpkeepConfig config;
    private final Leases leases;
    private final JobEndings endings;
    private final AttemptFiles files;
    private final InstantSource clock;
    private final Reprieve reprieve;

    Reaper(
            UpkeepConfig config,
            Leases leases,
            JobEndings endings,
            AttemptFiles files,
            InstantSource clock) {
        this.config = config;
        this.leases = leases;
        this.endings = endings;
        this.files = files;
        this.clock = clock;
        // Leases last for three heartbeats: an outage of less than two costs nobody a lease.
        this.reprieve =
                new Reprieve(
                        config.reprieve(), config.reapEvery().plus(config.reprieve().dividedBy(3)));
    }

    @Scheduled(
            every = "${longhaul.upkeep.reap-every:5s}",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = NotTheScheduler.class)
    void reap() {
        try {
            List<Leases.Expired> lost = leases.expired(BATCH);
            if (reprieve.isOver(clock.instant())) {
                while (end(lost) && lost.size() == BATCH) {
                    lost = leases.expired(BATCH);
                }
                reprieve.wasBusyUntil(clock.instant());
            } else if (!lost.isEmpty()) {
                LOG.infof(
                        "Leases that ran out while nobody looked: %d; their workers have %s to renew them",
                        lost.size(), config.reprieve());
            }
        } catch (SQLException e) {
            reprieve.lookFailed();
            LOG.errorf(
                    "Leases that ran out could not be looked for. Is the database up? (%s)",
                    e.getMessage());
        }
    }

    /** Whether any of them is over now. */
    private boolean end(List<Leases.Expired> lost) {
        List<CompletableFuture<Boolean>> ended = lost.stream().map(this::end).toList();
        List<AttemptFile> left = new ArrayList<>();
        for (int i = 0; i < lost.size(); i++) {
            if (ended.get(i).join()) {
                left.add(new AttemptFile(lost.get(i).job(), lost.get(i).attempt()));
            }
        }
        removeFiles(left);
        return !left.isEmpty();
    }

    private CompletableFuture<Boolean> end(Leases.Expired lost) {
        LOG.warnf(
                "Job %s (%s): worker %s gave no sign of life, its attempt %d is over",
                lost.job(), lost.type(), lost.worker(), lost.attempt());
        return endings.apply(lost.job(), lost.attempt(), endingOf(lost), Optional.empty())
                .exceptionally(e -> {
                    LOG.errorf(
                            "Job %s: the end of its lost attempt was not written and will be tried again (%s)",
                            lost.job(), e.getMessage());
                    return false;
                });
    }

    /** What the lost attempts had staged, and what they had published without coming to say so. */
    private void removeFiles(List<AttemptFile> left) {
        if (left.isEmpty()) {
            return;
        }
        try {
            files.deleteStaged(left);
            files.deletePublished(left, Instant.MAX);
        } catch (SQLException e) {
            LOG.errorf(
                    "The files of %d lost attempts stay for the next sweep. Is the database up? (%s)",
                    left.size(), e.getMessage());
        }
    }

    private JobEvent.Ending endingOf(Leases.Expired lost) {
        int losses = lost.losses() + 1;
        return losses < config.lossesTolerated()
                ? new JobEvent.LeaseExpired()
                : new JobEvent.WorkersLost(
                        Failure.of(
                                Failure.WORKERS_LOST,
                                500,
                                "The job was given up: "
                                        + losses
                                        + " workers died or stalled while they ran it."));
    }
}
