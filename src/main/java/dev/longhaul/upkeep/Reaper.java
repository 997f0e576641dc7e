package dev.longhaul.upkeep;

import dev.longhaul.job.Failure;
import dev.longhaul.job.JobEvent;
import dev.longhaul.ledger.JobEndings;
import dev.longhaul.ledger.Leases;
import dev.longhaul.role.Role;
import dev.longhaul.role.Roles;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.ScheduledExecution;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Optional;
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

    Reaper(UpkeepConfig config, Leases leases, JobEndings endings) {
        this.config = config;
        this.leases = leases;
        this.endings = endings;
    }

    @Scheduled(
            every = "${longhaul.upkeep.reap-every:5s}",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = NotTheScheduler.class)
    void reap() {
        try {
            leases.expired(BATCH).forEach(this::end);
        } catch (SQLException e) {
            LOG.errorf(
                    "Leases that ran out could not be looked for. Is the database up? (%s)",
                    e.getMessage());
        }
    }

    private void end(Leases.Expired lost) {
        LOG.warnf(
                "Job %s (%s): worker %s gave no sign of life, its attempt %d is over",
                lost.job(), lost.type(), lost.worker(), lost.attempt());
        endings.apply(lost.job(), lost.attempt(), endingOf(lost), Optional.empty())
                .exceptionally(e -> {
                    LOG.errorf(
                            "Job %s: the end of its lost attempt was not written and will be tried again (%s)",
                            lost.job(), e.getMessage());
                    return false;
                });
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

    /** Leaves the duty to processes that have the role. */
    @Singleton
    static class NotTheScheduler implements Scheduled.SkipPredicate {

        private final Roles roles;

        NotTheScheduler(Roles roles) {
            this.roles = roles;
        }

        @Override
        public boolean test(ScheduledExecution execution) {
            return !roles.include(Role.SCHEDULER);
        }
    }
}
