package dev.longhaul.ledger;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** How full the queues are, and which of them are paused. */
@Singleton
public class QueueStates {

    private static final String STATES =
            """
            SELECT name, coalesce(queue.paused, false) AS paused,
                waiting.jobs AS waiting, waiting.oldest, scheduled.jobs AS scheduled, running.jobs AS running
            FROM (SELECT unnest(?::text[]) AS name
                -- One by one, as the partial indexes have it.
                UNION SELECT queue FROM job WHERE status = 'notStarted' AND ready
                UNION SELECT queue FROM job WHERE status = 'notStarted' AND NOT ready
                UNION SELECT queue FROM job WHERE status = 'running') AS names
            LEFT JOIN queue USING (name)
            CROSS JOIN LATERAL (SELECT count(*) AS jobs, min(run_at) AS oldest FROM job
                WHERE job.queue = name AND status = 'notStarted' AND ready) AS waiting
            CROSS JOIN LATERAL (SELECT count(*) AS jobs FROM job
                WHERE job.queue = name AND status = 'notStarted' AND NOT ready) AS scheduled
            CROSS JOIN LATERAL (SELECT count(*) AS jobs FROM job
                WHERE job.queue = name AND status = 'running') AS running
            ORDER BY name
            """;

    private static final String PAUSE =
            """
            INSERT INTO queue (name, paused) VALUES (?, ?)
            ON CONFLICT (name) DO UPDATE SET paused = excluded.paused, changed_at = now()
            """;

    /**
     * A queue.
     *
     * @param waiting jobs that could run now
     * @param oldest since when the longest waiting of them could
     * @param scheduled jobs whose time has not come, retries among them
     * @param running jobs that workers have
     * @param paused whether workers take nothing from it
     */
    public record QueueState(
            String name,
            long waiting,
            Optional<Instant> oldest,
            long scheduled,
            long running,
            boolean paused) {}

    private final DataSource database;

    QueueStates(DataSource database) {
        this.database = database;
    }

    /**
     * The queues of these names and all others in which there are jobs.
     *
     * @throws LedgerUnavailable if the database is away
     */
    public List<QueueState> of(Iterable<String> names) {
        var wanted = new ArrayList<String>();
        names.forEach(wanted::add);
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(STATES)) {
            select.setArray(1, Columns.array(connection, "text", wanted, name -> name));
            var states = new ArrayList<QueueState>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    states.add(
                            new QueueState(
                                    row.getString("name"),
                                    row.getLong("waiting"),
                                    Columns.optionalInstant(row, "oldest"),
                                    row.getLong("scheduled"),
                                    row.getLong("running"),
                                    row.getBoolean("paused")));
                }
            }
            return states;
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
    }

    /**
     * Keeps workers from taking jobs of a queue, or lets them again. What runs goes on.
     *
     * @throws LedgerUnavailable if the database is away
     */
    public void setPaused(String name, boolean paused) {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(PAUSE)) {
            update.setString(1, name);
            update.setBoolean(2, paused);
            update.executeUpdate();
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
    }
}
