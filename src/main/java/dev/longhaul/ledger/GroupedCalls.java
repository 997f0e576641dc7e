package dev.longhaul.ledger;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToIntFunction;

/**
 * Asks the database together what arrives together: while one call is under way the next items queue up, and all of them
 * go with the next. An idle system adds no waiting, a busy one pays for one commit, or one round trip, where it had paid
 * for hundreds.
 *
 * @param <I> what is written or looked up
 * @param <O> what the database says of it
 */
final class GroupedCalls<I, O> {

    /** Takes all items to the database in one call and answers for each, in their order. */
    @FunctionalInterface
    interface Call<I, O> {
        List<O> answer(List<I> items) throws SQLException;
    }

    private record Pending<I, O>(I item, CompletableFuture<O> outcome) {}

    // Threads of the platform: handlers that keep every carrier busy must not keep endings from
    // being written.
    private final ExecutorService threads =
            Executors.newCachedThreadPool(
                    Thread.ofPlatform().daemon().name("grouped-calls-", 0).factory());

    private final Limits limits;
    private final ToIntFunction<I> weight;
    private final Call<I, O> call;

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Pending<I, O>> queue = new ArrayDeque<>();
    private int callsUnderWay;

    /**
     * How much goes together.
     *
     * @param calls how many are under way at once at most: with two, one is prepared while the database works on the other
     * @param items in one call
     * @param weight of one call's items together; an item that is heavier by itself goes alone
     */
    record Limits(int calls, int items, int weight) {}

    GroupedCalls(Limits limits, ToIntFunction<I> weight, Call<I, O> call) {
        this.limits = limits;
        this.weight = weight;
        this.call = call;
    }

    /**
     * Hands an item over.
     *
     * @return completed with the answer, for a write once it is durable, or with the {@link SQLException} that kept it
     *     from being so
     */
    CompletableFuture<O> submit(I item) {
        var pending = new Pending<I, O>(item, new CompletableFuture<>());
        if (addAndMayCall(pending)) {
            startCalling();
        }
        return pending.outcome();
    }

    private boolean addAndMayCall(Pending<I, O> pending) {
        lock.lock();
        try {
            queue.add(pending);
            if (callsUnderWay == limits.calls()) {
                return false;
            }
            callsUnderWay++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void startCalling() {
        try {
            threads.execute(this::callWhileThereIsSomething);
        } catch (RuntimeException | Error e) {
            // No thread is to be had: whoever waits has to hear of it.
            for (var batch = take(); !batch.isEmpty(); batch = take()) {
                batch.forEach(one -> one.outcome().completeExceptionally(e));
            }
        }
    }

    private void callWhileThereIsSomething() {
        for (var batch = take(); !batch.isEmpty(); batch = take()) {
            answer(batch);
        }
    }

    /** The next call's items; none if there are none, and then there is one call less under way. */
    private List<Pending<I, O>> take() {
        lock.lock();
        try {
            var batch = new ArrayList<Pending<I, O>>();
            long total = 0;
            for (var next = queue.peek(); next != null; next = queue.peek()) {
                total += weight.applyAsInt(next.item());
                boolean full = batch.size() == limits.items() || total > limits.weight();
                if (full && !batch.isEmpty()) {
                    break;
                }
                batch.add(queue.remove());
            }
            if (batch.isEmpty()) {
                callsUnderWay--;
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void answer(List<Pending<I, O>> batch) {
        try {
            List<O> outcomes = call.answer(batch.stream().map(Pending::item).toList());
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).outcome().complete(outcomes.get(i));
            }
        } catch (SQLException e) {
            if (batch.size() > 1 && Databases.refusedTheData(e)) {
                // One item must not sink the others.
                batch.forEach(one -> answer(List.of(one)));
            } else {
                batch.forEach(one -> one.outcome().completeExceptionally(e));
            }
        } catch (RuntimeException e) {
            if (batch.size() > 1) {
                batch.forEach(one -> answer(List.of(one)));
            } else {
                batch.forEach(one -> one.outcome().completeExceptionally(e));
            }
        } catch (Error e) {
            // Also when memory is short: nobody may wait for ever.
            batch.forEach(one -> one.outcome().completeExceptionally(e));
        }
    }
}
