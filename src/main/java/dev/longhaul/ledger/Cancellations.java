package dev.longhaul.ledger;

import dev.longhaul.job.JobEvent;
import dev.longhaul.job.JobId;
import dev.longhaul.job.JobStatus;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Cancels jobs as their owners wish. One conditional statement, so that of a cancellation and whatever comes at the same
 * moment, a claim or an ending, one wins.
 */
@Singleton
public class Cancellations {

    /** What became of the wish. */
    public enum Outcome {
        /** The job is canceled, or its worker is asked to stop it. */
        ASKED,
        /** It was canceled before. */
        WAS_CANCELED,
        /** It has ended otherwise. */
        HAS_FINISHED,
        /** The owner has no such job. */
        NO_SUCH_JOB
    }

    private static final String CANCEL =
            """
            UPDATE job SET
                cancel_requested = true, version = version + 1, updated_at = now(),
                status = CASE status %1$s END,
                finished_at = CASE WHEN status = 'notStarted' THEN now() END,
                expires_at = CASE WHEN status = 'notStarted'
                    THEN now() + retention_ms * interval '1 millisecond' END
            WHERE id = ? AND owner = ? AND status IN (%2$s) AND NOT cancel_requested
            """
                    .formatted(
                            Arrows.branches(new JobEvent.CancelRequested()),
                            Arrows.sources(new JobEvent.CancelRequested()));

    private static final String STATUS =
            """
            SELECT status, cancel_requested FROM job
            WHERE id = ? AND owner = ? AND (expires_at > now() OR expires_at IS NULL)
            """;

    private record State(JobStatus status, boolean cancelRequested) {}

    private final DataSource database;

    Cancellations(DataSource database) {
        this.database = database;
    }

    /**
     * Cancels a job that waits, at once, or asks the worker that runs it to stop.
     *
     * @throws LedgerUnavailable if the database is away; asking again is safe
     */
    public Outcome cancel(JobId id, String owner) {
        try {
            return Databases.persistently(
                    database, connection -> cancel(connection, id.value(), owner));
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
    }

    private static Outcome cancel(Connection connection, UUID id, String owner)
            throws SQLException {
        while (!update(connection, CANCEL, id, owner)) {
            Optional<State> state = state(connection, id, owner);
            if (state.isEmpty()) {
                return Outcome.NO_SUCH_JOB;
            }
            Optional<Outcome> reason = whyNot(state.get());
            if (reason.isPresent()) {
                return reason.get();
            }
        }
        return Outcome.ASKED;
    }

    /** Empty if it was claimed or handed back between two statements, so that it is worth another try. */
    private static Optional<Outcome> whyNot(State state) {
        return switch (state.status()) {
            case CANCELED -> Optional.of(Outcome.WAS_CANCELED);
            case SUCCEEDED, FAILED -> Optional.of(Outcome.HAS_FINISHED);
            case NOT_STARTED, RUNNING ->
                    state.cancelRequested() ? Optional.of(Outcome.ASKED) : Optional.empty();
        };
    }

    private static boolean update(Connection connection, String sql, UUID id, String owner)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setObject(1, id);
            update.setString(2, owner);
            return update.executeUpdate() == 1;
        }
    }

    private static Optional<State> state(Connection connection, UUID id, String owner)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(STATUS)) {
            select.setObject(1, id);
            select.setString(2, owner);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(
                                new State(
                                        JobStatus.ofWireName(row.getString(1)), row.getBoolean(2)))
                        : Optional.empty();
            }
        }
    }
}
