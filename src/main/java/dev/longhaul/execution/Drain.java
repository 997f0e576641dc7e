package dev.longhaul.execution;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Ends a worker without hurting its jobs: takes nothing new, lets running jobs go on for a while, hands back the rest,
 * and waits until the ledger knows. Only then may the container go away under the handlers' feet.
 */
@Singleton
class Drain {

    private static final Logger LOG = Logger.getLogger(Drain.class);
    private static final Duration HANDING_BACK = Duration.ofSeconds(5);
    private static final long LOOK_NANOS = Duration.ofMillis(20).toNanos();

    private final ExecutionConfig config;
    private final ClaimLoop claims;
    private final RunningAttempts running;
    private final JobRunner runner;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Heartbeat heartbeat;
    private final ProgressWriter progress;
    private final Watchdog watchdog;
    private final InstantSource clock;

    Drain(
            ExecutionConfig config,
            ClaimLoop claims,
            RunningAttempts running,
            JobRunner runner,
            Heartbeat heartbeat,
            ProgressWriter progress,
            Watchdog watchdog,
            InstantSource clock) {
        this.config = config;
        this.claims = claims;
        this.running = running;
        this.runner = runner;
        this.heartbeat = heartbeat;
        this.progress = progress;
        this.watchdog = watchdog;
        this.clock = clock;
    }

    /** While callers are still answered, so that they can see what becomes of their jobs. */
    void drain(@Observes ShutdownDelayInitiatedEvent event) {
        stop();
    }

    /** Where nothing came before: a start that was broken off, a test. */
    void drain(@Observes ShutdownEvent event) {
        stop();
    }

    private void stop() {
        if (stopped.getAndSet(true)) {
            return;
        }
        claims.close();
        if (!running.all().isEmpty()) {
            LOG.infof(
                    "%d jobs are running and may go on for %s",
                    running.all().size(), config.drain());
        }
        if (!awaitIdle(config.drain(), () -> {})) {
            LOG.infof("%d jobs are handed back to be run by another worker", running.all().size());
            if (!awaitIdle(HANDING_BACK, this::handBack)) {
                // Without their handlers, which do not listen: that is no loss of a worker.
                running.all().forEach(runner::abandon);
                await(() -> running.all().isEmpty(), HANDING_BACK, () -> {});
            }
        }
        watchdog.close();
        progress.close();
        heartbeat.close();
    }

    /** Again with every look: an attempt may have begun since the last. */
    private void handBack() {
        running.all().forEach(attempt -> attempt.stop(Attempt.Stop.HANDED_BACK, clock.instant()));
    }

    private boolean awaitIdle(Duration limit, Runnable meanwhile) {
        return await(claims::idle, limit, meanwhile);
    }

    private boolean await(BooleanSupplier reached, Duration limit, Runnable meanwhile) {
        var deadline = clock.instant().plus(limit);
        while (!reached.getAsBoolean()) {
            if (clock.instant().isAfter(deadline)) {
                return false;
            }
            meanwhile.run();
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return true;
    }
}
