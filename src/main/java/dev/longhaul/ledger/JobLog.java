package dev.longhaul.ledger;

import static dev.longhaul.ledger.Columns.array;

import dev.longhaul.job.JobId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** What handlers logged, line by line: written while their attempts hold their jobs, and read in order. */
@Singleton
public class JobLog {

    /** A line that is there was written by an earlier try whose answer was lost. */
    private static final String APPEND =
            """
            WITH line AS (
                SELECT * FROM unnest(?, ?, ?, ?, ?, ?) AS l (id, attempt, line, at, level, message)
            ), mine AS (
                SELECT job.id, job.attempt FROM job JOIN (SELECT DISTINCT id, attempt FROM line) l
                    ON job.id = l.id AND job.attempt = l.attempt AND job.status = 'running'
                ORDER BY job.id
                FOR NO KEY UPDATE OF job
            )
            INSERT INTO job_log (job_id, attempt, line, at, level, message)
            SELECT l.id, l.attempt, l.line, l.at, l.level, l.message FROM mine JOIN line l USING (id, attempt)
            ON CONFLICT DO NOTHING
            """;

    private static final String READ =
            """
            SELECT attempt, line, at, level, message FROM job_log
            WHERE job_id = ? AND (attempt, line) > (?, ?)
            ORDER BY attempt, line
            LIMIT ?
            """;

    private static final int MOST_GROUPS = 500;

    /** Characters in one statement; a few attempts that log all that they may. */
    private static final int MOST_CHARACTERS = 1 << 20;

    /**
     * A line.
     *
     * @param hold of the attempt that logged it
     * @param number from 1 in each attempt
     * @param at by the worker's clock
     * @param level a word
     */
    public record Line(Leases.Hold hold, int number, Instant at, String level, String message) {}

    private final DataSource database;
    private final GroupedCalls<List<Line>, Boolean> appends =
            new GroupedCalls<>(
                    new GroupedCalls.Limits(1, MOST_GROUPS, MOST_CHARACTERS),
                    JobLog::characters,
                    this::write);

    JobLog(DataSource database) {
        this.database = database;
    }

    private static int characters(List<Line> lines) {
        return lines.stream().mapToInt(line -> line.message().length()).sum();
    }

    /**
     * Appends lines of attempts that still hold their jobs and drops the others. Doing it again does no harm.
     *
     * @throws LedgerUnavailable if the database is away
     */
    public void append(List<Line> lines) {
        Databases.await(appends.submit(lines));
    }

    private List<Boolean> write(List<List<Line>> groups) throws SQLException {
        List<Line> lines = groups.stream().flatMap(List::stream).toList();
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(APPEND)) {
            insert.setArray(1, array(connection, "uuid", lines, line -> line.hold().job().value()));
            insert.setArray(2, array(connection, "int4", lines, line -> line.hold().attempt()));
            insert.setArray(3, array(connection, "int4", lines, Line::number));
            insert.setArray(4, array(connection, "timestamptz", lines, Line::at));
            insert.setArray(5, array(connection, "text", lines, Line::level));
            insert.setArray(6, array(connection, "text", lines, Line::message));
            insert.executeUpdate();
        }
        return Stream.generate(() -> true).limit(groups.size()).toList();
    }

    /**
     * The first {@code limit} lines that follow upon a line.
     *
     * @param attempt whose line that is; 0: from the first on
     * @param number of that line
     * @throws LedgerUnavailable if the database is away
     */
    public List<Line> read(JobId job, int attempt, int number, int limit) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(READ)) {
            select.setObject(1, job.value());
            select.setInt(2, attempt);
            select.setInt(3, number);
            select.setInt(4, limit);
            var lines = new ArrayList<Line>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    lines.add(
                            new Line(
                                    new Leases.Hold(job, rows.getInt("attempt")),
                                    rows.getInt("line"),
                                    Columns.instant(rows, "at"),
                                    rows.getString("level"),
                                    rows.getString("message")));
                }
            }
            return lines;
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
    }
}
