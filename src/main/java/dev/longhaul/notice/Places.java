package dev.longhaul.notice;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** How many notices are delivered at once, and whose: no owner gets all the places, however slowly those answer whom they told. */
final class Places {

    private final Semaphore free;
    private final int share;
    private final int group;
    private final Map<String, Integer> held = new ConcurrentHashMap<>();

    Places(int all) {
        this.free = new Semaphore(all);
        this.share = Math.max(1, all / 4);
        this.group = Math.max(1, all / 8);
    }

    /** How many notices may be taken now: few at a time, for they may all be those of one owner who was just below the share. */
    int next() {
        return Math.min(group, free.availablePermits());
    }

    /** Who holds a quarter of the places or more. */
    List<String> sated() {
        return held.entrySet().stream()
                .filter(each -> each.getValue() >= share)
                .map(Map.Entry::getKey)
                .toList();
    }

    void take(String owner) {
        free.acquireUninterruptibly();
        held.merge(owner, 1, Integer::sum);
    }

    void release(String owner) {
        held.computeIfPresent(owner, (_, count) -> count == 1 ? null : count - 1);
        free.release();
    }
}
