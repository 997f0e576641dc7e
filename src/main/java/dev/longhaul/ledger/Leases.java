package dev.longhaul.ledger;

import static dev.longhaul.ledger.Columns.array;

import dev.longhaul.job.JobId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** Leases on running jobs: renewed by their workers, looked through by the reaper. By the database's clock only. */
@Singleton
public class Leases {

    private static final String RENEW =
            """
            WITH mine AS (
                SELECT job.id, m.attempt FROM job JOIN unnest(?, ?) AS m (id, attempt)
                    ON job.id = m.id AND %1$s job.status = 'running'
                ORDER BY job.id
                FOR NO KEY UPDATE OF job
            )
            UPDATE job SET lease_until = now() + ? * interval '1 millisecond'
            FROM mine m WHERE job.id = m.id AND %1$s job.status = 'running'
            RETURNING job.id, m.attempt
            """;

    private static final String GUARDED = RENEW.formatted("job.attempt = m.attempt AND");

    /** For {@link Safeguards#fencing} only. */
    private static final String UNGUARDED = RENEW.formatted("");

    private static final String HELD =
            "SELECT id, attempt FROM job WHERE worker = ? AND status = 'running'";

    private static final String CANCELING =
            """
            SELECT id, attempt FROM job WHERE worker = ? AND status = 'running' AND cancel_requested
            """;

    private static final String EXPIRED =
            """
            SELECT id, attempt, type, losses, worker FROM job
            WHERE status = 'running' AND lease_until < now()
            ORDER BY lease_until
            LIMIT ?
            """;

    /**
     * A hold on a job.
     *
     * @param attempt the fencing token
     */
    public record Hold(JobId job, int attempt) {}

    /**
     * A lease that nobody renewed.
     *
     * @param losses how often a worker of this job was lost before
     * @param worker who held it
     */
    public record Expired(JobId job, int attempt, String type, int losses, String worker) {}

    private final DataSource database;
    private final String renew;

    Leases(DataSource database, Safeguards safeguards) {
        this.database = database;
        this.renew = safeguards.fencing() ? GUARDED : UNGUARDED;
    }

    /**
     * Renews all holds of a worker in one statement.
     *
     * @return those that still hold; whatever is missing was ended by somebody, perhaps by the caller itself
     * @throws SQLException if the database is away; the leases go on running out
     */
    public Set<Hold> renew(List<Hold> holds, Duration lease) throws SQLException {
        return Databases.persistently(database, connection -> renew(connection, holds, lease));
    }

    private Set<Hold> renew(Connection connection, List<Hold> holds, Duration lease)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(renew)) {
            statement.setArray(1, array(connection, "uuid", holds, hold -> hold.job().value()));
            statement.setArray(2, array(connection, "int4", holds, Hold::attempt));
            statement.setLong(3, lease.toMillis());
            var held = new HashSet<Hold>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    held.add(new Hold(new JobId(rows.getObject(1, UUID.class)), rows.getInt(2)));
                }
            }
            return held;
        }
    }

    /**
     * All attempts that the ledger has given to a worker.
     *
     * @throws SQLException if the database is away
     */
    public Set<Hold> heldBy(String worker) throws SQLException {
        return select(HELD, worker);
    }

    /**
     * The attempts of a worker that somebody has asked to stop. Looked up in an index that holds nothing else.
     *
     * @throws SQLException if the database is away
     */
    public Set<Hold> canceling(String worker) throws SQLException {
        return select(CANCELING, worker);
    }

    private Set<Hold> select(String query, String worker) throws SQLException {
        try (Connection connection = Databases.promptly(database);
                PreparedStatement select = connection.prepareStatement(query)) {
            select.setString(1, worker);
            var holds = new HashSet<Hold>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    holds.add(new Hold(new JobId(rows.getObject(1, UUID.class)), rows.getInt(2)));
                }
            }
            return holds;
        }
    }

    /**
     * Up to {@code limit} leases that ran out, the oldest first.
     *
     * @throws SQLException if the database is away
     */
    public List<Expired> expired(int limit) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(EXPIRED)) {
            select.setInt(1, limit);
            var expired = new ArrayList<Expired>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    expired.add(
                            new Expired(
                                    new JobId(rows.getObject("id", UUID.class)),
                                    rows.getInt("attempt"),
                                    rows.getString("type"),
                                    rows.getInt("losses"),
                                    rows.getString("worker")));
                }
            }
            return expired;
        }
    }
}
