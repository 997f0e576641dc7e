package dev.longhaul.execution;

import dev.longhaul.ledger.Claim;
import dev.longhaul.ledger.JobClaims;
import dev.longhaul.ledger.Safeguards;
import dev.longhaul.queue.Queues;
import dev.longhaul.role.Role;
import dev.longhaul.role.Roles;
import dev.longhaul.role.Started;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
    private final List<JobClaims.Limit> limits;
    private final JobRunner runner;
    private final WorkerIdentity identity;
    private final Roles roles;
    private final InstantSource clock;
    private final Duration lease;
    private final long pollNanos;

    private final Openings openings;
    private final Turns turns;

    // For the loop's thread only.
    private int rounds;
    private boolean claimInDoubt;

    private volatile boolean begun;

    /** When the ledger last answered; for the health check. */
    private volatile Instant lastAnswer;

    ClaimLoop(
            ExecutionConfig config,
            Queues queues,
            JobClaims claims,
            JobRunner runner,
            WorkerIdentity identity,
            Roles roles,
            Safeguards safeguards,
            InstantSource clock) {
        this.claims = claims;
        this.runner = runner;
        this.identity = identity;
        this.roles = roles;
        this.clock = clock;
        this.lease = config.lease();
        this.pollNanos = safeguards.sweep() ? config.poll().toNanos() : Long.MAX_VALUE;
        this.openings = new Openings(config.slots(), queues);
        this.limits =
                queues.limits().entrySet().stream()
                        .map(limit ->
                                new JobClaims.Limit(
                                        limit.getKey(),
                                        limit.getValue().atOnce(),
                                        limit.getValue().perKey()))
                        .toList();
        this.turns = new Turns(clock);
        this.lastAnswer = clock.instant();
    }

    void start(@Observes Started event) {
        if (roles.include(Role.WORKER)) {
            openings.begin();
            begun = true;
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
        return openings.wake();
    }

    /** Whether the start is over, so that jobs are taken. */
    boolean isBegun() {
        return begun;
    }

    /** Takes no more jobs from now on. */
    void close() {
        openings.close();
    }

    /** Whether {@link #close} was called. */
    boolean isClosed() {
        return openings.isClosed();
    }

    /** Whether no job is being taken, run or ended, and none will be after {@link #close}. */
    boolean idle() {
        return openings.idle();
    }

    /** How long ago the ledger last answered. */
    Duration silence() {
        return Duration.between(lastAnswer, clock.instant());
    }

    /** Whether no job could be taken anyway, so that there is nothing to ask the ledger for. */
    boolean busy() {
        return openings.busy();
    }

    private void takeJobs() {
        while (openings.awaitTurn(pollNanos)) {
            List<CompletableFuture<Void>> answered = openings.takeWakeups();
            releaseUnknown();
            queuesInTurn().forEach(this::takeFrom);
            answered.forEach(wakeup -> wakeup.complete(null));
        }
    }

    /** Another queue first each time: whoever comes first may take all slots. */
    private List<String> queuesInTurn() {
        var queues = new ArrayList<>(openings.queues());
        Collections.rotate(queues, -(rounds++ % queues.size()));
        return queues;
    }

    /** Where the answer to a claim was lost, the ledger may think that this worker has jobs of which it knows nothing. */
    private void releaseUnknown() {
        if (!claimInDoubt) {
            return;
        }
        try {
            runner.handBackUnknown(identity.id());
            claimInDoubt = false;
        } catch (SQLException | RuntimeException e) {
            LOG.warnf(
                    "Jobs that this worker may have been given without knowing are freed when their leases end, or as soon"
                            + " as the database answers (%s)",
                    e.getMessage());
        }
    }

    private void takeFrom(String queue) {
        int wanted = openings.reserve(queue);
        if (wanted > 0) {
            JobClaims.Turn last = turns.last(queue);
            List<Claim> taken = claim(queue, wanted, last);
            boolean mayHaveMore = turns.record(queue, last, taken, wanted);
            openings.settle(queue, wanted - taken.size(), mayHaveMore);
            taken.forEach(claim -> start(queue, claim));
        }
    }

    private List<Claim> claim(String queue, int wanted, JobClaims.Turn last) {
        try {
            List<Claim> taken =
                    claims.claim(
                            new JobClaims.Request(queue, identity.id(), wanted, lease, last),
                            limits);
            lastAnswer = clock.instant();
            return taken;
        } catch (SQLException e) {
            claimInDoubt = true;
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

    private void start(String queue, Claim claim) {
        Attempt attempt = runner.enter(claim);
        Thread thread =
                Thread.ofVirtual()
                        .name("job-" + claim.job())
                        .unstarted(() -> runInSlot(queue, attempt));
        attempt.runOn(thread);
        try {
            thread.start();
        } catch (RuntimeException | Error e) {
            // Without this thread here the worker would live on and do nothing.
            LOG.errorf(e, "Job %s could not be started and is handed back", claim.job());
            runner.leave(attempt);
            claimInDoubt = true;
            release(queue, attempt);
        }
    }

    private void runInSlot(String queue, Attempt attempt) {
        try {
            runner.run(attempt);
        } finally {
            release(queue, attempt);
        }
    }

    private void release(String queue, Attempt attempt) {
        openings.release(queue, isLimited(attempt.claim().type()));
    }

    private boolean isLimited(String type) {
        return limits.stream().anyMatch(limit -> limit.type().equals(type));
    }
}
