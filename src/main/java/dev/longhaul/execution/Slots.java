package dev.longhaul.execution;

import dev.longhaul.queue.Queues;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;

/** How many more jobs a worker may run, in all and of each queue. Guarded by the lock of {@link Openings}. */
final class Slots {

    private final int all;
    private final Queues queues;
    private final Map<String, Integer> taken = new HashMap<>();
    private int free;

    Slots(int all, Queues queues) {
        this.all = all;
        this.queues = queues;
        this.free = all;
    }

    SortedSet<String> queues() {
        return queues.names();
    }

    int free(String queue) {
        return Math.min(free, queues.concurrency(queue, all) - taken.getOrDefault(queue, 0));
    }

    /** Takes all slots that the queue may have now. */
    int takeAll(String queue) {
        int number = free(queue);
        free -= number;
        taken.merge(queue, number, Integer::sum);
        return number;
    }

    void release(String queue, int number) {
        free += number;
        taken.merge(queue, -number, Integer::sum);
    }

    boolean allFree() {
        return free == all;
    }
}
