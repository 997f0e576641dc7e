package dev.longhaul.upkeep;

import dev.longhaul.ledger.LedgerUnavailable;
import dev.longhaul.notice.Deliveries;
import dev.longhaul.role.NotTheScheduler;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Sees to it that what is to be told of ended jobs is told. Several may do so at once and share the work. */
@Singleton
class NoticeDuty {

    private static final Logger LOG = Logger.getLogger(NoticeDuty.class);

    private final Deliveries deliveries;

    NoticeDuty(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    @Scheduled(
            every = "${longhaul.notice.every:1s}",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = NotTheScheduler.class)
    void tell() {
        try {
            deliveries.begin();
        } catch (LedgerUnavailable e) {
            LOG.errorf(
                    "What is to be told of ended jobs could not be looked for. Is the database up? (%s)",
                    e.getMessage());
        }
    }
}
