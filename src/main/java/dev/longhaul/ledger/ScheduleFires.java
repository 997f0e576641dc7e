package dev.longhaul.ledger;

import static dev.longhaul.ledger.Schedules.all;
import static dev.longhaul.ledger.Schedules.execute;
import static dev.longhaul.ledger.Schedules.prepare;
import static dev.longhaul.ledger.Schedules.time;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Turns fires of schedules into jobs. Each is one transaction that begins with moving the schedule on from the time that is
 * fired, if it is still at that time: of any number of schedulers one moves it, and it is moved if and only if all that
 * follows has happened too. The row stays locked meanwhile, so fires of a schedule see the runs before them.
 */
@Singleton
public class ScheduleFires {

    /**
     * What shall become of a schedule that is due.
     *
     * @param schedule as it was when this was decided
     * @param next the time that it moves on to
     * @param missed the newest time that passes without a job
     * @param action what is done for a time that does not pass
     */
    public record Turn(
            ScheduleRecord schedule,
            Instant next,
            Optional<Instant> missed,
            Optional<Action> action) {}

    /** What is done for a time. */
    public sealed interface Action {

        /** The time. */
        Instant at();

        /** A job is made, if the runs before allow it. */
        record Run(Instant at, Overlap overlap, NewJob job) implements Action {}

        /** No job can be made. */
        record Fail(Instant at, String message) implements Action {}
    }

    /** What became of a fire. */
    public enum Outcome {
        /** A job. */
        FIRED,
        /** A run before it has not finished. */
        SKIPPED,
        /** It waits for the run before it. */
        POSTPONED,
        /** No job could be made, which the schedule says. */
        FAILED,
        /** It passed without a job, or has one already. */
        PASSED,
        /** Another scheduler did it, or somebody changed the schedule. */
        NOT_OURS
    }

    private static final String DUE =
            """
            SELECT * FROM schedule WHERE NOT paused AND next_fire <= ?
            ORDER BY next_fire LIMIT ?
            """;

    private static final String PENDING =
            """
            SELECT * FROM schedule WHERE NOT paused AND pending_fire IS NOT NULL
                AND NOT EXISTS (SELECT FROM job WHERE schedule_id = schedule.id AND status IN ('notStarted', 'running'))
            LIMIT ?
            """;

    private static final String MOVE =
            """
            UPDATE schedule SET next_fire = ?, last_missed = coalesce(?, last_missed), version = version + 1
            WHERE id = ? AND edition = ? AND next_fire = ? AND NOT paused
            """;

    private static final String TAKE_PENDING =
            """
            UPDATE schedule SET pending_fire = NULL, version = version + 1
            WHERE id = ? AND edition = ? AND pending_fire = ? AND NOT paused
            """;

    private static final String HAS_JOB = "SELECT 1 FROM job WHERE schedule_id = ? AND fire_at = ?";

    private static final String POSTPONE =
            "UPDATE schedule SET pending_fire = ? WHERE id = ? AND pending_fire IS NULL";

    private static final String HAS_PENDING =
            "SELECT 1 FROM schedule WHERE id = ? AND pending_fire IS NOT NULL";

    private static final String SKIP =
            "UPDATE schedule SET skipped = skipped + 1, last_skipped = ? WHERE id = ?";

    private static final String FAIL =
            "UPDATE schedule SET last_error = ?, last_error_at = ? WHERE id = ?";

    private final DataSource database;

    ScheduleFires(DataSource database) {
        this.database = database;
    }

    /**
     * Schedules whose time has come, the longest overdue first.
     *
     * @throws SQLException if the database is away
     */
    public List<ScheduleRecord> due(Instant now, int limit) throws SQLException {
        return Databases.persistently(
                database, connection -> all(connection, DUE, time(now), limit));
    }

    /**
     * Schedules of which a fire waited for a run that has finished.
     *
     * @throws SQLException if the database is away
     */
    public List<ScheduleRecord> pending(int limit) throws SQLException {
        return Databases.persistently(database, connection -> all(connection, PENDING, limit));
    }

    /**
     * Moves a schedule on, and does what is to be done for the time that it leaves.
     *
     * @throws SQLException if the database is away; then it happened as a whole or not at all
     */
    public Outcome take(Turn turn) throws SQLException {
        ScheduleRecord schedule = turn.schedule();
        return Databases.persistently(
                database,
                connection ->
                        Databases.inTransaction(
                                connection,
                                () ->
                                        execute(
                                                                connection,
                                                                MOVE,
                                                                time(turn.next()),
                                                                turn.missed()
                                                                        .map(Schedules::time)
                                                                        .orElse(null),
                                                                schedule.id(),
                                                                schedule.edition(),
                                                                time(schedule.nextFire()))
                                                        == 0
                                                ? Outcome.NOT_OURS
                                                : act(connection, schedule.id(), turn.action())));
    }

    /**
     * Does what is to be done for the fire of a schedule that waited.
     *
     * @throws SQLException if the database is away; then it happened as a whole or not at all
     */
    public Outcome takePending(ScheduleRecord schedule, Action action) throws SQLException {
        return Databases.persistently(
                database,
                connection ->
                        Databases.inTransaction(
                                connection,
                                () ->
                                        execute(
                                                                connection,
                                                                TAKE_PENDING,
                                                                schedule.id(),
                                                                schedule.edition(),
                                                                time(action.at()))
                                                        == 0
                                                ? Outcome.NOT_OURS
                                                : act(
                                                        connection,
                                                        schedule.id(),
                                                        Optional.of(action))));
    }

    private static Outcome act(Connection connection, UUID schedule, Optional<Action> action)
            throws SQLException {
        if (action.isEmpty()) {
            return Outcome.PASSED;
        }
        return switch (action.get()) {
            case Action.Run run -> run(connection, schedule, run);
            case Action.Fail(Instant at, String message) -> fail(connection, schedule, at, message);
        };
    }

    private static Outcome run(Connection connection, UUID schedule, Action.Run run)
            throws SQLException {
        // Its owner's clock may be behind the scheduler's: what they write can name a time that has
        // fired.
        if (any(connection, HAS_JOB, schedule, time(run.at()))) {
            return Outcome.PASSED;
        }
        boolean alone =
                run.overlap() == Overlap.ALLOW
                        || (ScheduleRuns.active(connection, schedule).isEmpty()
                                && !any(connection, HAS_PENDING, schedule));
        if (alone) {
            return insert(connection, schedule, run);
        }
        if (run.overlap() == Overlap.QUEUE
                && execute(connection, POSTPONE, time(run.at()), schedule) > 0) {
            return Outcome.POSTPONED;
        }
        execute(connection, SKIP, time(run.at()), schedule);
        return Outcome.SKIPPED;
    }

    private static Outcome insert(Connection connection, UUID schedule, Action.Run run)
            throws SQLException {
        Insertion insertion = JobInserts.insert(connection, List.of(run.job())).getFirst();
        return switch (insertion) {
            case Insertion.Inserted(JobSnapshot job) -> {
                ScheduleRuns.add(connection, schedule, job.id(), Optional.of(run.at()));
                yield Outcome.FIRED;
            }
            case Insertion.AlreadyRunning _ -> {
                execute(connection, SKIP, time(run.at()), schedule);
                yield Outcome.SKIPPED;
            }
            case Insertion.FileGone(var file) ->
                    fail(connection, schedule, run.at(), "The file " + file + " is gone.");
            case Insertion.Repeated _, Insertion.KeyReused _ ->
                    throw new IllegalStateException("a fire has a new id and no key");
        };
    }

    private static Outcome fail(Connection connection, UUID schedule, Instant at, String message)
            throws SQLException {
        execute(connection, FAIL, message.replace('\0', '\uFFFD'), time(at), schedule);
        return Outcome.FAILED;
    }

    private static boolean any(Connection connection, String sql, Object... values)
            throws SQLException {
        try (PreparedStatement select = prepare(connection, sql, values);
                ResultSet row = select.executeQuery()) {
            return row.next();
        }
    }
}
