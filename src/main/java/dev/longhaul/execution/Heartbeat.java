package dev.longhaul.execution;

import dev.longhaul.ledger.Leases;
import dev.longhaul.ledger.Workers;
import dev.longhaul.role.Role;
import dev.longhaul.role.Roles;
import dev.longhaul.role.Started;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Renews the leases of everything that this worker runs, in one statement, and stops the attempts that lost theirs.
 * On a platform thread of its own: a handler that keeps every carrier thread busy does not cost the worker its jobs.
 */
@Singleton
class Heartbeat {

    private static final Logger LOG = Logger.getLogger(Heartbeat.class);

    /** Beats within a lease: two may fail. */
    private static final int BEATS = 3;

    private static final long FAREWELL_SECONDS = 2;

    private final ExecutionConfig config;
    private final Leases leases;
    private final Workers workers;
    private final RunningAttempts running;
    private final WorkerIdentity identity;
    private final Roles roles;
    private final InstantSource clock;
    private volatile Optional<Instant> started = Optional.empty();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("heartbeat").factory());

    Heartbeat(
            ExecutionConfig config,
            Leases leases,
            Workers workers,
            RunningAttempts running,
            WorkerIdentity identity,
            Roles roles,
            InstantSource clock) {
        this.config = config;
        this.leases = leases;
        this.workers = workers;
        this.running = running;
        this.identity = identity;
        this.roles = roles;
        this.clock = clock;
    }

    void start(@Observes Started event) {
        if (roles.include(Role.WORKER)) {
            started = Optional.of(clock.instant());
            long period = config.lease().toMillis() / BEATS;
            var _ = thread.scheduleAtFixedRate(this::beat, 0, period, TimeUnit.MILLISECONDS);
        }
    }

    /** Stops beating; what still runs loses its lease in time. */
    void close() {
        thread.shutdown();
        if (started.isPresent()) {
            leave();
        }
    }

    private void leave() {
        try {
            // Behind a beat that is under way, which would enter the worker again.
            if (!thread.awaitTermination(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
                LOG.debug("The last beat does not end");
            }
            workers.leave(identity.id());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warnf(
                    "This worker ends, but stays on the list of workers as one that is lost. Is the database up? (%s)",
                    e.getMessage());
        }
    }

    private void beat() {
        renew();
        sayAlive();
    }

    private void renew() {
        List<Attempt> attempts = List.copyOf(running.all());
        if (attempts.isEmpty()) {
            return;
        }
        try {
            Set<Leases.Hold> held =
                    leases.renew(attempts.stream().map(Attempt::hold).toList(), config.lease());
            attempts.stream()
                    .filter(attempt -> !held.contains(attempt.hold()))
                    .forEach(attempt -> attempt.stop(Attempt.Stop.LEASE_LOST, clock.instant()));
        } catch (SQLException e) {
            LOG.errorf(
                    "The leases of this worker's jobs could not be renewed; if that goes on for %s, others take them"
                            + " over. Is the database up? (%s)",
                    config.lease(), e.getMessage());
        } catch (RuntimeException | Error e) {
            // An executor drops a task that throws, and a worker without a heartbeat loses every
            // job.
            LOG.error("The heartbeat failed and goes on with the next beat", e);
        }
    }

    /** For operators who look at the list of workers; nothing depends on it. */
    private void sayAlive() {
        try {
            workers.seen(identity.id(), identity.host(), config.slots(), started.orElseThrow());
        } catch (RuntimeException | Error e) {
            LOG.debug("The list of workers was not brought up to date", e);
        }
    }
}
