package dev.longhaul.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
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

    private final int mostItems;
    private final int mostWeight;
    private final ToIntFunction<I> weight;
    private final Call<I, O> call;
    private final ConcurrentLinkedQueue<Pending<I, O>> queue = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean calling = new AtomicBoolean();

    /**
     * @param mostItems how many items go into one call at most
     * @param mostWeight how heavy they may be together; one that is heavier by itself goes alone
     */
    GroupedCalls(int mostItems, int mostWeight, ToIntFunction<I> weight, Call<I, O> call) {
        this.mostItems = mostItems;
        this.mostWeight = mostWeight;
        this.weight = weight;
        this.call = call;
    }

    /**
     * Hands an item over.
     *
     * @return completed with the answer, for a write once it is durable, or with the {@link SQLException} that kept it from being so
     */
    CompletableFuture<O> submit(I item) {
        var pending = new Pending<I, O>(item, new CompletableFuture<>());
        queue.add(pending);
        startCalling();
        return pending.outcome();
    }

    private void startCalling() {
        if (!queue.isEmpty() && calling.compareAndSet(false, true)) {
            execute();
        }
    }

    private void execute() {
        try {
            threads.execute(this::callAll);
        } catch (RuntimeException | Error e) {
            // No thread is to be had: whoever waits has to hear of it.
            calling.set(false);
            for (var pending = queue.poll(); pending != null; pending = queue.poll()) {
                pending.outcome().completeExceptionally(e);
            }
        }
    }

    private void callAll() {
        try {
            for (var batch = take(); !batch.isEmpty(); batch = take()) {
                call(batch);
            }
        } finally {
            calling.set(false);
        }
        // An item may have come between the last look into the queue and the flag.
        startCalling();
    }

    private List<Pending<I, O>> take() {
        var batch = new ArrayList<Pending<I, O>>();
        long total = 0;
        // Only the one caller takes from the queue, so what it sees at the head is what it gets.
        for (var next = queue.peek(); next != null; next = queue.peek()) {
            total += weight.applyAsInt(next.item());
            if (batch.size() == mostItems || (total > mostWeight && !batch.isEmpty())) {
                break;
            }
            batch.add(next);
            queue.poll();
        }
        return batch;
    }

    private void call(List<Pending<I, O>> batch) {
        try {
            List<O> outcomes = call.answer(batch.stream().map(Pending::item).toList());
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).outcome().complete(outcomes.get(i));
            }
        } catch (SQLException e) {
            if (batch.size() > 1 && Databases.refusedTheData(e)) {
                // One item must not sink the others.
                batch.forEach(one -> call(List.of(one)));
            } else {
                batch.forEach(one -> one.outcome().completeExceptionally(e));
            }
        } catch (RuntimeException e) {
            if (batch.size() > 1) {
                batch.forEach(one -> call(List.of(one)));
            } else {
                batch.forEach(one -> one.outcome().completeExceptionally(e));
            }
        } catch (Error e) {
            // Also when memory is short: nobody may wait for ever.
            batch.forEach(one -> one.outcome().completeExceptionally(e));
        }
    }
}
