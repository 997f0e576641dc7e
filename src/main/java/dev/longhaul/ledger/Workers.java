package dev.longhaul.ledger;

import dev.longhaul.job.JobId;
import io.quarkus.panache.common.Sort;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

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

    /** A job that a worker runs. */
    public record Running(JobId id, String type, int attempt) {}

    private static final String RUNNING =
            "SELECT worker, id, type, attempt FROM job WHERE status = 'running' ORDER BY claimed_at, id";

    private final DataSource database;
    private final InstantSource clock;

    Workers(DataSource database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Notes that the worker lives, and enters it if it is not on the list.
     *
     * @param slots how many jobs it runs at once
     * @param started when its start was over
     */
    @Transactional
    public void seen(String id, String host, int slots, Instant started) {
        if (WorkerRecord.update("seen = ?1 where id = ?2", clock.instant(), id) == 0) {
            var entry = new WorkerRecord();
            entry.id = id;
            entry.host = host;
            entry.slots = slots;
            entry.started = started;
            entry.seen = clock.instant();
            entry.persist();
        }
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

    /**
     * What each worker runs, by the worker's id, the longest running first.
     *
     * @throws LedgerUnavailable if the database is away
     */
    public Map<String, List<Running>> running() {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(RUNNING);
                ResultSet row = select.executeQuery()) {
            var running = new HashMap<String, List<Running>>();
            while (row.next()) {
                running.computeIfAbsent(row.getString(1), _ -> new ArrayList<>())
                        .add(
                                new Running(
                                        new JobId(row.getObject(2, UUID.class)),
                                        row.getString(3),
                                        row.getInt(4)));
            }
            return running;
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
    }
}
