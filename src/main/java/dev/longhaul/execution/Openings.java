package dev.longhaul.execution;

import dev.longhaul.queue.Queues;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * What the loop that takes jobs waits for: a free slot in a queue that may have jobs. One lock guards the slots, what is known of
 * the queues, and who waits to hear that the ledger was asked.
 */
final class Openings {

    private static final Logger LOG = Logger.getLogger(Openings.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Slots slots;
    private final Set<String> queuesWithMore = new HashSet<>();
    private boolean looping;
    private boolean closed;
    private List<CompletableFuture<Void>> wakeups = new ArrayList<>();

    Openings(int all, Queues queues) {
        this.slots = new Slots(all, queues);
    }

    /** Says that a loop is about to wait for turns. */
    void begin() {
        lock.lock();
        try {
            looping = true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Says that there may be jobs.
     *
     * @return completed by the loop, see {@link #takeWakeups}, or at once if every slot is taken or there is no loop
     */
    CompletionStage<Void> wake() {
        var looked = new CompletableFuture<Void>();
        lock.lock();
        try {
            queuesWithMore.addAll(slots.queues());
            if (!anyTurnPossible() || closed || !looping) {
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

    /** No more turns from now on. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the loop has ended and every slot is free. */
    boolean idle() {
        lock.lock();
        try {
            return !looping && slots.allFree();
        } finally {
            lock.unlock();
        }
    }

    /** Whether no job could be taken anyway. */
    boolean busy() {
        lock.lock();
        try {
            return !anyTurnPossible();
        } finally {
            lock.unlock();
        }
    }

    private boolean anyTurnPossible() {
        return slots.queues().stream().anyMatch(queue -> slots.free(queue) > 0);
    }

    private boolean anyTurnDue() {
        return queuesWithMore.stream().anyMatch(queue -> slots.free(queue) > 0);
    }

    /**
     * Waits until it is time to ask for jobs: there may be some that fit, or nobody has looked for so long. False: there will be
     * no more turns.
     */
    boolean awaitTurn(long pollNanos) {
        lock.lock();
        try {
            long remaining = pollNanos;
            while (!closed && !anyTurnDue() && (remaining > 0 || !anyTurnPossible())) {
                if (anyTurnPossible()) {
                    remaining = changed.awaitNanos(remaining);
                } else {
                    changed.await();
                }
            }
            looping = !closed;
            return looping;
        } catch (InterruptedException e) {
            LOG.error("The thread that takes jobs was interrupted and ends; restart this process.");
            looping = false;
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Who waits for a look at the ledger that begins now. */
    List<CompletableFuture<Void>> takeWakeups() {
        lock.lock();
        try {
            List<CompletableFuture<Void>> taken = wakeups;
            wakeups = new ArrayList<>();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    List<String> queues() {
        return List.copyOf(slots.queues());
    }

    /** Takes all slots that the queue may have now, to be settled once the ledger has answered. */
    int reserve(String queue) {
        lock.lock();
        try {
            queuesWithMore.remove(queue);
            return closed ? 0 : slots.takeAll(queue);
        } finally {
            lock.unlock();
        }
    }

    /** Gives back the reserved slots for which there were no jobs. */
    void settle(String queue, int unused, boolean mayHaveMore) {
        lock.lock();
        try {
            slots.release(queue, unused);
            if (mayHaveMore) {
                queuesWithMore.add(queue);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives back the slot of a job that has ended.
     *
     * @param mayLetAnotherBegin that was passed by before
     */
    void release(String queue, boolean mayLetAnotherBegin) {
        lock.lock();
        try {
            slots.release(queue, 1);
            if (mayLetAnotherBegin) {
                queuesWithMore.add(queue);
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }
}
