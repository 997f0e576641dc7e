package dev.longhaul.execution;

import dev.longhaul.ledger.Leases;
import dev.longhaul.role.Role;
import dev.longhaul.role.Roles;
import dev.longhaul.role.Started;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Stops attempts that somebody wants canceled and those that take too long, twice a second; and no longer waits for
 * handlers that do not listen: their jobs end without them, and only their slots stay taken.
 */
@Singleton
class Watchdog {

    private static final Logger LOG = Logger.getLogger(Watchdog.class);
    private static final long PERIOD_MILLIS = 500;

    /** How long a handler may take to heed an interruption, for example to cancel a query and remove a file. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Leases leases;
    private final RunningAttempts running;
    private final JobRunner runner;
    private final WorkerIdentity identity;
    private final Roles roles;
    private final InstantSource clock;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("watchdog").factory());

    Watchdog(
            Leases leases,
            RunningAttempts running,
            JobRunner runner,
            WorkerIdentity identity,
            Roles roles,
            InstantSource clock) {
        this.leases = leases;
        this.running = running;
        this.runner = runner;
        this.identity = identity;
        this.roles = roles;
        this.clock = clock;
    }

    void start(@Observes Started event) {
        if (roles.include(Role.WORKER)) {
            var _ =
                    thread.scheduleAtFixedRate(
                            this::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    void close() {
        thread.shutdown();
    }

    private void look() {
        try {
            if (running.all().isEmpty()) {
                return;
            }
            Instant now = clock.instant();
            running.all().stream()
                    .filter(attempt -> attempt.overdue(now))
                    .forEach(attempt -> attempt.stop(Attempt.Stop.TIMED_OUT, now));
            running.all().stream()
                    .filter(attempt -> attempt.ignoresStop(now, PATIENCE))
                    .forEach(runner::abandon);
            Set<Leases.Hold> canceling = leases.canceling(identity.id());
            running.all().stream()
                    .filter(attempt -> canceling.contains(attempt.hold()))
                    .forEach(attempt -> attempt.stop(Attempt.Stop.CANCELED, now));
        } catch (SQLException e) {
            // The heartbeat says so, too.
            LOG.debugf("Cancellations were not looked for: %s", e.getMessage());
        } catch (RuntimeException | Error e) {
            LOG.error("Attempts that should stop were not looked for", e);
        }
    }
}
