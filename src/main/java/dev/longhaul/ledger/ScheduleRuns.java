package dev.longhaul.ledger;

import static dev.longhaul.ledger.Schedules.execute;
import static dev.longhaul.ledger.Schedules.prepare;

import dev.longhaul.job.JobId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The jobs that a schedule has made, for whoever makes another in the same transaction. */
final class ScheduleRuns {

    private static final String ACTIVE =
            "SELECT id FROM job WHERE schedule_id = ? AND status IN ('notStarted', 'running')";

    private static final String MARK = "UPDATE job SET schedule_id = ?, fire_at = ? WHERE id = ?";

    private static final String RAN =
            """
            UPDATE schedule SET last_job = ?, last_fire = coalesce(?, last_fire), last_error = NULL, last_error_at = NULL,
                version = version + 1
            WHERE id = ?
            """;

    private ScheduleRuns() {}

    /** A job that has not finished, if there is one. */
    static Optional<JobId> active(Connection connection, UUID schedule) throws SQLException {
        try (PreparedStatement select = prepare(connection, ACTIVE, schedule);
                ResultSet row = select.executeQuery()) {
            return row.next()
                    ? Optional.of(new JobId(row.getObject("id", UUID.class)))
                    : Optional.empty();
        }
    }

    /**
     * Makes a job that was just inserted one of the schedule.
     *
     * @param fireAt the time that it is for; empty if somebody asked for it
     */
    static void add(Connection connection, UUID schedule, JobId job, Optional<Instant> fireAt)
            throws SQLException {
        var at = fireAt.map(Schedules::time).orElse(null);
        execute(connection, MARK, schedule, at, job.value());
        execute(connection, RAN, job.value(), at, schedule);
    }
}
