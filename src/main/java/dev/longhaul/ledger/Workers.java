package dev.longhaul.ledger;

import io.quarkus.panache.common.Sort;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Which workers there are. */
@Singleton
public class Workers {

    /** Workers that were not seen for so long are forgotten. */
    private static final Duration MEMORY = Duration.ofDays(1);

    /**
     * A worker.
     *
     * @param slots how many jobs it runs at once
     */
    public record Worker(String id, String host, int slots, Instant started, Instant seen) {}

    private final InstantSource clock;

    Workers(InstantSource clock) {
        this.clock = clock;
    }

    /** Enters a worker that starts. */
    @Transactional
    public void enter(String id, String host, int slots) {
        var entry = new WorkerRecord();
        entry.id = id;
        entry.host = host;
        entry.slots = slots;
        entry.started = clock.instant();
        entry.seen = clock.instant();
        entry.persist();
    }

    /** Notes that the worker lives. */
    @Transactional
    public void seen(String id) {
        WorkerRecord.update("seen = ?1 where id = ?2", clock.instant(), id);
        WorkerRecord.delete("seen < ?1", clock.instant().minus(MEMORY));
    }

    /** Takes a worker that stops off the list. */
    @Transactional
    public void leave(String id) {
        WorkerRecord.deleteById(id);
    }

    /** All that were seen within a day, the newest first. */
    @Transactional
    public List<Worker> all() {
        return WorkerRecord.<WorkerRecord>listAll(Sort.descending("started")).stream()
                .map(entry ->
                        new Worker(entry.id, entry.host, entry.slots, entry.started, entry.seen))
                .toList();
    }
}
