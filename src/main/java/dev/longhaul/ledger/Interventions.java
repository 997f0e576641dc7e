package dev.longhaul.ledger;

import dev.longhaul.job.JobEvent;
import dev.longhaul.job.JobId;
import dev.longhaul.job.JobStatus;
import dev.longhaul.job.Lifecycle;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * What people do to jobs that are there: cancel them, have them tried again. Each is one conditional statement, so that whoever comes at the same moment, a worker or another caller, one of both wins.
 */
@Singleton
public class Interventions {

    /** What became of a wish. */
    public enum Outcome {
        /** It was granted. */
        DONE,
        /** There was nothing left to do: it is as it was wished. */
        WAS_SO,
        /** The job's status, which the answer names, stands against it. */
        REFUSED,
        /** Another unfinished job holds the unique key. */
        ALREADY_RUNNING,
        /** The owner has no such job. */
        NO_SUCH_JOB
    }

    /** A violated unique constraint. */
    private static final String UNIQUE_VIOLATION = "23505";

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
                            branches(new JobEvent.CancelRequested()),
                            sources(new JobEvent.CancelRequested()));

    private static final String RETRY =
            """
            UPDATE job SET
                status = CASE status %1$s END, version = version + 1, updated_at = now(), run_at = now(), ready = true,
                failures = 0, losses = 0, cancel_requested = false, finished_at = NULL, expires_at = NULL,
                completed = NULL, total = NULL, unit = NULL, message = NULL
            WHERE id = ? AND owner = ? AND status IN (%2$s) AND expires_at > now()
            """
                    .formatted(branches(new JobEvent.Retried()), sources(new JobEvent.Retried()));

    private static final String STATUS =
            """
            SELECT status, cancel_requested FROM job
            WHERE id = ? AND owner = ? AND (expires_at > now() OR expires_at IS NULL)
            """;

    private record State(JobStatus status, boolean cancelRequested) {}

    private final DataSource database;

    Interventions(DataSource database) {
        this.database = database;
    }

    /**
     * Cancels a job that waits, at once, or asks the worker that runs it to stop.
     *
     * @throws LedgerUnavailable if the database is away; asking again is safe
     */
    public Outcome cancel(JobId id, String owner) {
        return apply(CANCEL, id, owner, Interventions::whyNotCanceled);
    }

    private static Optional<Outcome> whyNotCanceled(State state) {
        return switch (state.status()) {
            case CANCELED -> Optional.of(Outcome.WAS_SO);
            case SUCCEEDED, FAILED -> Optional.of(Outcome.REFUSED);
            // Asked before, and the worker has yet to hear it; or claimed or handed back between
            // the two statements.
            case NOT_STARTED, RUNNING ->
                    state.cancelRequested() ? Optional.of(Outcome.DONE) : Optional.empty();
        };
    }

    /**
     * Lets a job that failed or was canceled start anew, with all its attempts before it. They stay on record.
     *
     * @throws LedgerUnavailable if the database is away
     */
    public Outcome retry(JobId id, String owner) {
        return apply(RETRY, id, owner, _ -> Optional.of(Outcome.REFUSED));
    }

    /** Why a statement changed nothing; empty if it is worth another try. */
    @FunctionalInterface
    private interface Explanation {
        Optional<Outcome> of(State state);
    }

    private Outcome apply(String statement, JobId id, String owner, Explanation whyNot) {
        try (Connection connection = database.getConnection()) {
            while (!update(connection, statement, id.value(), owner)) {
                Optional<State> state = state(connection, id.value(), owner);
                if (state.isEmpty()) {
                    return Outcome.NO_SUCH_JOB;
                }
                Optional<Outcome> reason = whyNot.of(state.get());
                if (reason.isPresent()) {
                    return reason.get();
                }
            }
            return Outcome.DONE;
        } catch (SQLException e) {
            if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
                return Outcome.ALREADY_RUNNING;
            }
            throw LedgerUnavailable.because(e);
        }
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

    private static String branches(JobEvent event) {
        return Lifecycle.of(event).stream()
                .map(arrow ->
                        "WHEN '%s' THEN '%s'::job_status"
                                .formatted(arrow.from().wireName(), arrow.to().wireName()))
                .collect(Collectors.joining(" "));
    }

    private static String sources(JobEvent event) {
        return Lifecycle.of(event).stream()
                .map(arrow -> "'" + arrow.from().wireName() + "'")
                .collect(Collectors.joining(", "));
    }
}
