package dev.longhaul.execution;

import dev.longhaul.ledger.Claim;
import dev.longhaul.ledger.JobClaims;
import dev.longhaul.role.Role;
import dev.longhaul.role.Roles;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * Takes jobs from the ledger whenever a slot is free: at once when a message says that there are some or when the last
 * look found more than fitted, and now and then in any case, so that a lost message costs a moment and nothing else.
 *
 * <p>Runs on a thread of the platform, which no handler can keep from running.
 */
@Singleton
public class ClaimLoop {

    private static final Logger LOG = Logger.getLogger(ClaimLoop.class);

    private final JobClaims claims;
    private final JobRunner runner;
    private final WorkerIdentity identity;
    private final Roles roles;
    private final InstantSource clock;
    private final Duration lease;
    private final long pollNanos;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final int slots;
    private int freeSlots;
    private boolean looping;
    private boolean moreWaiting;
    private boolean closed;
    private List<CompletableFuture<Void>> wakeups = new ArrayList<>();

    /** When the ledger last answered; for the health check. */
    private volatile Instant lastAnswer;

    ClaimLoop(
            ExecutionConfig config,
            JobClaims claims,
            JobRunner runner,
            WorkerIdentity identity,
            Roles roles,
            InstantSource clock) {
        this.claims = claims;
        this.runner = runner;
        this.identity = identity;
        this.roles = roles;
        this.clock = clock;
        this.lease = config.lease();
        this.pollNanos = config.poll().toNanos();
        this.slots = config.slots();
        this.freeSlots = slots;
        this.lastAnswer = clock.instant();
    }

    void start(@Observes StartupEvent event) {
        if (roles.include(Role.WORKER)) {
            looping = true;
            Thread.ofPlatform().daemon().name("claim-loop").start(this::takeJobs);
        }
    }

    /**
     * Says that there may be jobs.
     *
     * @return completed once a look that began after this call has ended and its claims are durable, or once it is
     *     known that every slot is taken: then the ledger is asked as soon as one is free
     */
    public CompletionStage<Void> wake() {
        var looked = new CompletableFuture<Void>();
        lock.lock();
        try {
            if (freeSlots == 0 || closed || !looping) {
                moreWaiting = true;
                looked.complete(null);
            } else {
                wakeups.add(looked);
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
        return looked;
    }

    /** Takes no more jobs from now on. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Whether no job is being taken, run or ended, and none will be after {@link #close}. */
    boolean idle() {
        lock.lock();
        try {
            return !looping && freeSlots == slots;
        } finally {
            lock.unlock();
        }
    }

    /** How long ago the ledger last answered. */
    Duration silence() {
        return Duration.between(lastAnswer, clock.instant());
    }

    /** Whether every slot is taken, so that there is nothing to ask the ledger for. */
    boolean busy() {
        lock.lock();
        try {
            return freeSlots == 0;
        } finally {
            lock.unlock();
        }
    }

    private void takeJobs() {
        while (true) {
            int wanted = awaitTurn();
            if (wanted == 0) {
                return;
            }
            List<CompletableFuture<Void>> answered = takeWakeups();
            List<Claim> taken = claim(wanted);
            settle(wanted, taken);
            answered.forEach(wakeup -> wakeup.complete(null));
        }
    }

    /** Waits until it is time to ask for jobs, and takes all free slots. Zero: there will be no more turns. */
    private int awaitTurn() {
        lock.lock();
        try {
            long remaining = pollNanos;
            while (!closed
                    && (freeSlots == 0 || (wakeups.isEmpty() && !moreWaiting && remaining > 0))) {
                if (freeSlots == 0) {
                    changed.awaitUninterruptibly();
                } else {
                    remaining = changed.awaitNanos(remaining);
                }
            }
            looping = !closed;
            int wanted = closed ? 0 : freeSlots;
            freeSlots -= wanted;
            moreWaiting = false;
            return wanted;
        } catch (InterruptedException e) {
            LOG.error("The thread that takes jobs was interrupted and ends; restart this process.");
            looping = false;
            return 0;
        } finally {
            lock.unlock();
        }
    }

    private List<CompletableFuture<Void>> takeWakeups() {
        lock.lock();
        try {
            List<CompletableFuture<Void>> taken = wakeups;
            wakeups = new ArrayList<>();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private List<Claim> claim(int wanted) {
        try {
            List<Claim> taken = claims.claim(identity.id(), wanted, lease);
            lastAnswer = clock.instant();
            return taken;
        } catch (SQLException e) {
            LOG.errorf(
                    "No jobs could be taken and it is tried again shortly. Is the database up? (%s)",
                    e.getMessage());
            return List.of();
        } catch (RuntimeException | Error e) {
            // Without this thread the worker would live on and do nothing.
            LOG.error("No jobs could be taken and it is tried again shortly", e);
            return List.of();
        }
    }

    private void settle(int wanted, List<Claim> taken) {
        lock.lock();
        try {
            freeSlots += wanted - taken.size();
            moreWaiting |= taken.size() == wanted;
        } finally {
            lock.unlock();
        }
        for (Claim claim : taken) {
            Thread.ofVirtual().name("job-" + claim.job()).start(() -> runInSlot(claim));
        }
    }

    private void runInSlot(Claim claim) {
        try {
            runner.run(claim);
        } finally {
            lock.lock();
            try {
                freeSlots++;
                changed.signal();
            } finally {
                lock.unlock();
            }
        }
    }
}
