package dev.longhaul.ledger;

import dev.longhaul.job.JobId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** What became of telling people about the ends of jobs, and how to have them told once more. */
@Singleton
public class DeliveryLog {

    private static final String REPLAY =
            """
            WITH held AS (
                SELECT job.id, delivery.notice, delivery.event, delivery.message_id
                FROM delivery JOIN job ON job.id = delivery.job_id
                WHERE delivery.job_id = ? AND delivery.number = ? AND job.status = delivery.event
                FOR NO KEY UPDATE OF job
            ), replayed AS (
                UPDATE notice SET
                    state = 'due', due_at = now(), next_at = NULL, tries = 0, decided = '{}', event = held.event,
                    message_id = held.message_id
                FROM held
                WHERE notice.job_id = held.id AND notice.number = held.notice
                RETURNING notice.job_id
            )
            UPDATE job SET version = version + 1 FROM replayed WHERE job.id = replayed.job_id
            """;

    private static final String EXISTS = "SELECT 1 FROM delivery WHERE job_id = ? AND number = ?";

    private static final String DELIVERIES = "SELECT deliveries_of(?, NULL)";

    /** What became of the wish to have something told once more. */
    public enum Replay {
        /** It is due. */
        ACCEPTED,
        /** The same wish under the same idempotency key was granted before. */
        REPEATED,
        /** The idempotency key was used for something else. */
        KEY_REUSED,
        /** The job has ended otherwise since, or has not ended. */
        OUTDATED,
        /** There is no such delivery. */
        NO_SUCH_DELIVERY
    }

    private final DataSource database;

    DeliveryLog(DataSource database) {
        this.database = database;
    }

    /**
     * Tells once more what a delivery was about.
     *
     * @param caller who wishes so, and whose the key is: the owner or an operator
     * @param key under which the caller may ask again
     * @throws LedgerUnavailable if the database is away
     */
    public Replay replay(JobId job, int delivery, String caller, Optional<String> key) {
        Optional<IdempotencyKey> keyed =
                key.map(value -> new IdempotencyKey(value, "replay " + job + "/" + delivery));
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                Replay outcome = grant(connection, job, delivery, caller, keyed);
                if (outcome == Replay.ACCEPTED) {
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
            throw LedgerUnavailable.because(e);
        }
    }

    private static Replay grant(
            Connection connection,
            JobId job,
            int delivery,
            String caller,
            Optional<IdempotencyKey> key)
            throws SQLException {
        if (key.isPresent() && !RequestKeys.reserve(connection, job, caller, key.get())) {
            return RequestKeys.isSameRequest(connection, caller, key.get())
                    ? Replay.REPEATED
                    : Replay.KEY_REUSED;
        }
        if (update(connection, REPLAY, job, delivery)) {
            return Replay.ACCEPTED;
        }
        return exists(connection, job, delivery) ? Replay.OUTDATED : Replay.NO_SUCH_DELIVERY;
    }

    private static boolean update(Connection connection, String sql, JobId job, int delivery)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setObject(1, job.value());
            update.setInt(2, delivery);
            return update.executeUpdate() == 1;
        }
    }

    private static boolean exists(Connection connection, JobId job, int delivery)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(EXISTS)) {
            select.setObject(1, job.value());
            select.setInt(2, delivery);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    /**
     * All deliveries of a job so far, oldest first: a JSON array, as callers see it.
     *
     * @throws LedgerUnavailable if the database is away
     */
    public String of(JobId job) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(DELIVERIES)) {
            select.setObject(1, job.value());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
    }
}
