package dev.longhaul.ledger;

import dev.longhaul.job.JobEvent;
import dev.longhaul.job.JobId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Lets jobs that failed or were canceled start anew, as their owners wish. */
@Singleton
public class Retries {

    /** What became of the wish. */
    public enum Outcome {
        /** The job waits for a worker. */
        ACCEPTED,
        /** The same wish under the same idempotency key was granted before. */
        REPEATED,
        /** The idempotency key was used for something else. */
        KEY_REUSED,
        /** The job waits, runs or has succeeded. */
        REFUSED,
        /** Another unfinished job holds the unique key. */
        ALREADY_RUNNING,
        /** The owner has no such job. */
        NO_SUCH_JOB
    }

    /** A violated unique constraint. */
    private static final String UNIQUE_VIOLATION = "23505";

    /** From the start: also without the checkpoint that an earlier attempt left. */
    private static final String RETRY =
            """
            WITH retried AS (
                UPDATE job SET
                    status = CASE status %1$s END, version = version + 1, updated_at = now(), run_at = now(), ready = true,
                    failures = 0, losses = 0, cancel_requested = false, finished_at = NULL, expires_at = NULL,
                    completed = NULL, total = NULL, unit = NULL, message = NULL
                WHERE id = ? AND owner = ? AND status IN (%2$s) AND expires_at > now()
                RETURNING id
            ), checkpoints AS (
                DELETE FROM checkpoint WHERE job_id IN (SELECT id FROM retried)
            )
            SELECT id FROM retried
            """
                    .formatted(
                            Arrows.branches(new JobEvent.Retried()),
                            Arrows.sources(new JobEvent.Retried()));

    private static final String EXISTS =
            """
            SELECT 1 FROM job WHERE id = ? AND owner = ? AND (expires_at > now() OR expires_at IS NULL)
            """;

    private static final String RESERVE_KEY =
            """
            INSERT INTO idempotency_key (owner, key, job_id, fingerprint) VALUES (?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    private static final String SAME_REQUEST =
            """
            SELECT fingerprint = ? FROM idempotency_key WHERE owner = ? AND key = ?
            """;

    private final DataSource database;

    Retries(DataSource database) {
        this.database = database;
    }

    /**
     * Gives the job all its attempts again. Those that it had stay on record.
     *
     * @param key under which the caller may ask again
     * @throws LedgerUnavailable if the database is away
     */
    public Outcome retry(JobId id, String owner, Optional<IdempotencyKey> key) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                Outcome outcome = retry(connection, id.value(), owner, key);
                if (outcome == Outcome.ACCEPTED) {
                    connection.commit();
                    done = true;
                }
                return outcome;
            } finally {
                if (!done) {
                    connection.rollback();
                }
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
                return Outcome.ALREADY_RUNNING;
            }
            throw LedgerUnavailable.because(e);
        }
    }

    private static Outcome retry(
            Connection connection, UUID id, String owner, Optional<IdempotencyKey> key)
            throws SQLException {
        if (!found(connection, EXISTS, id, owner)) {
            return Outcome.NO_SUCH_JOB;
        }
        if (key.isPresent() && !reserve(connection, id, owner, key.get())) {
            return isSameRequest(connection, owner, key.get())
                    ? Outcome.REPEATED
                    : Outcome.KEY_REUSED;
        }
        return found(connection, RETRY, id, owner) ? Outcome.ACCEPTED : Outcome.REFUSED;
    }

    private static boolean found(Connection connection, String sql, UUID id, String owner)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, id);
            statement.setString(2, owner);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    private static boolean reserve(Connection connection, UUID id, String owner, IdempotencyKey key)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(RESERVE_KEY)) {
            insert.setString(1, owner);
            insert.setString(2, key.value());
            insert.setObject(3, id);
            insert.setString(4, key.fingerprint());
            return insert.executeUpdate() == 1;
        }
    }

    private static boolean isSameRequest(Connection connection, String owner, IdempotencyKey key)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SAME_REQUEST)) {
            select.setString(1, key.fingerprint());
            select.setString(2, owner);
            select.setString(3, key.value());
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
