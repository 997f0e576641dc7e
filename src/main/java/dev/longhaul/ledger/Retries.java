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

    /**
     * What is wished.
     *
     * @param owner of the job
     * @param caller who wishes, and whose the key is: the owner or an operator
     * @param key under which the caller may ask again
     */
    public record Wish(JobId job, String owner, String caller, Optional<IdempotencyKey> key) {}

    /** What became of the wish. */
    public sealed interface Outcome {

        /** The job waits for a worker. */
        record Accepted() implements Outcome {}

        /** The same wish under the same idempotency key was granted before. */
        record Repeated() implements Outcome {}

        /** The idempotency key was used for something else. */
        record KeyReused() implements Outcome {}

        /** The job waits, runs or has succeeded. */
        record Refused() implements Outcome {}

        /** This other unfinished job holds the unique key. */
        record AlreadyRunning(JobId holder) implements Outcome {}

        /** The owner has no such job. */
        record NoSuchJob() implements Outcome {}
    }

    /** The holder of a unique key may end between two statements; then there is room for this job. */
    private static final int TRIES = 5;

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
            SELECT id FROM job WHERE id = ? AND owner = ? AND (expires_at > now() OR expires_at IS NULL)
            """;

    private static final String HOLDER =
            """
            SELECT holder.id FROM job wanted
            JOIN job holder USING (owner, type, unique_key)
            WHERE wanted.id = ? AND wanted.owner = ? AND holder.status IN ('notStarted', 'running')
            """;

    private final DataSource database;

    Retries(DataSource database) {
        this.database = database;
    }

    /**
     * Gives the job all its attempts again. Those that it had stay on record.
     *
     * @throws LedgerUnavailable if the database is away
     */
    public Outcome retry(Wish wish) {
        try (Connection connection = database.getConnection()) {
            return retry(connection, wish);
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
    }

    private static Outcome retry(Connection connection, Wish wish) throws SQLException {
        for (int i = 1; ; i++) {
            try {
                return inTransaction(connection, wish);
            } catch (SQLException e) {
                if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
                    throw e;
                }
                Optional<UUID> holder = find(connection, HOLDER, wish);
                if (holder.isPresent()) {
                    return new Outcome.AlreadyRunning(new JobId(holder.get()));
                }
                if (i == TRIES) {
                    throw e;
                }
            }
        }
    }

    private static Outcome inTransaction(Connection connection, Wish wish) throws SQLException {
        connection.setAutoCommit(false);
        boolean done = false;
        try {
            Outcome outcome = grant(connection, wish);
            if (outcome instanceof Outcome.Accepted) {
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
    }

    private static Outcome grant(Connection connection, Wish wish) throws SQLException {
        if (find(connection, EXISTS, wish).isEmpty()) {
            return new Outcome.NoSuchJob();
        }
        if (wish.key().isPresent()
                && !RequestKeys.reserve(connection, wish.job(), wish.caller(), wish.key().get())) {
            return RequestKeys.isSameRequest(connection, wish.caller(), wish.key().get())
                    ? new Outcome.Repeated()
                    : new Outcome.KeyReused();
        }
        return find(connection, RETRY, wish).isPresent()
                ? new Outcome.Accepted()
                : new Outcome.Refused();
    }

    private static Optional<UUID> find(Connection connection, String sql, Wish wish)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, wish.job().value());
            statement.setString(2, wish.owner());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
            }
        }
    }
}
