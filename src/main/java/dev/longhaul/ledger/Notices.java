package dev.longhaul.ledger;

import dev.longhaul.job.JobId;
import dev.longhaul.job.JobStatus;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import javax.sql.DataSource;

/** What is to be told of jobs that have ended, and what became of it. */
@Singleton
public class Notices {

    /** Whoever takes a notice has it for a while: should they die, it is due again. Several may look at once. */
    private static final String CLAIM =
            """
            WITH next AS MATERIALIZED (
                SELECT notice.job_id, notice.number, job.owner FROM notice JOIN job ON job.id = notice.job_id
                WHERE notice.state = 'due' AND notice.due_at <= now() AND job.owner <> ALL (?)
                ORDER BY notice.due_at
                LIMIT ?
                FOR UPDATE OF notice SKIP LOCKED
            )
            UPDATE notice SET due_at = now() + ? * interval '1 millisecond', tries = tries + 1
            FROM next
            WHERE notice.job_id = next.job_id AND notice.number = next.number
            RETURNING notice.*, next.owner
            """;

    /** Callers see it, so the job is another version of itself. Also keeps two deliveries from taking the same number. */
    private static final String TOUCH = "UPDATE job SET version = version + 1 WHERE id = ?";

    /**
     * Unless the job has ended once more meanwhile. Who was too slow, so that somebody else has taken over, has no say any more,
     * but for that it was delivered.
     */
    private static final String SETTLE =
            """
            UPDATE notice SET
                state = ?, due_at = now() + wait, next_at = now() + wait, decided = ?
            FROM (SELECT ? * interval '1 millisecond' AS wait) w
            WHERE job_id = ? AND number = ? AND message_id = ? AND (tries = ? OR ?) AND state = 'due'
            """;

    private static final String ENTER =
            """
            INSERT INTO delivery
                (job_id, number, notice, event, message_id, started_at, duration_ms, delivered, status, message)
            SELECT ?, coalesce(max(number), 0) + 1, ?, ?::job_status, ?, ?, ?, ?, ?, ? FROM delivery WHERE job_id = ?
            """;

    /**
     * Something that is to be told now.
     *
     * @param target JSON, as it was accepted
     * @param event how the job has ended
     * @param message names the event, in all tries
     * @param tries how many there have been, with this one
     * @param decided recipients who are not asked again
     */
    public record Due(
            JobId job,
            int number,
            String owner,
            String kind,
            String target,
            JobStatus event,
            UUID message,
            int tries,
            List<String> decided) {}

    /**
     * What became of a try.
     *
     * @param delivered whether that was the last one, and a success
     * @param status of HTTP, if there was an answer
     * @param message a sentence, or the words of the other side
     * @param decided recipients who are not asked again
     * @param again how long to wait before the next; empty if there is none
     */
    public record Try(
            Instant started,
            Duration took,
            boolean delivered,
            OptionalInt status,
            String message,
            List<String> decided,
            Optional<Duration> again) {

        private String state() {
            return delivered ? "delivered" : again.isPresent() ? "due" : "givenUp";
        }
    }

    private final DataSource database;

    Notices(DataSource database) {
        this.database = database;
    }

    /**
     * Takes what is due.
     *
     * @param lease for how long nobody else takes it
     * @param without owners whose notices are left
     * @throws LedgerUnavailable if the database is away
     */
    public List<Due> claim(int most, Duration lease, List<String> without) {
        try (Connection connection = database.getConnection();
                PreparedStatement claim = connection.prepareStatement(CLAIM)) {
            claim.setArray(1, connection.createArrayOf("text", without.toArray()));
            claim.setInt(2, most);
            claim.setLong(3, lease.toMillis());
            List<Due> due = new ArrayList<>();
            try (ResultSet rows = claim.executeQuery()) {
                while (rows.next()) {
                    due.add(read(rows));
                }
            }
            return due;
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
    }

    private static Due read(ResultSet row) throws SQLException {
        return new Due(
                new JobId(row.getObject("job_id", UUID.class)),
                row.getInt("number"),
                row.getString("owner"),
                row.getString("kind"),
                row.getString("target"),
                JobStatus.ofWireName(row.getString("event")),
                row.getObject("message_id", UUID.class),
                row.getInt("tries"),
                List.of((String[]) row.getArray("decided").getArray()));
    }

    /**
     * Records a try.
     *
     * @throws LedgerUnavailable if the database is away; then it will be tried again once the lease is over
     */
    public void record(Due due, Try made) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                if (touch(connection, due.job())) {
                    settle(connection, due, made);
                    enter(connection, due, made);
                }
                connection.commit();
                done = true;
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

    private static boolean touch(Connection connection, JobId job) throws SQLException {
        try (PreparedStatement touch = connection.prepareStatement(TOUCH)) {
            touch.setObject(1, job.value());
            return touch.executeUpdate() == 1;
        }
    }

    private static void settle(Connection connection, Due due, Try made) throws SQLException {
        try (PreparedStatement settle = connection.prepareStatement(SETTLE)) {
            settle.setString(1, made.state());
            settle.setArray(2, connection.createArrayOf("text", made.decided().toArray()));
            settle.setObject(
                    3,
                    made.delivered() ? null : made.again().map(Duration::toMillis).orElse(null),
                    Types.BIGINT);
            settle.setObject(4, due.job().value());
            settle.setInt(5, due.number());
            settle.setObject(6, due.message());
            settle.setInt(7, due.tries());
            settle.setBoolean(8, made.delivered());
            settle.executeUpdate();
        }
    }

    private static void enter(Connection connection, Due due, Try made) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(ENTER)) {
            insert.setObject(1, due.job().value());
            insert.setInt(2, due.number());
            insert.setString(3, due.event().wireName());
            insert.setObject(4, due.message());
            insert.setObject(5, made.started().atOffset(ZoneOffset.UTC));
            insert.setLong(6, made.took().toMillis());
            insert.setBoolean(7, made.delivered());
            insert.setObject(
                    8, made.status().isPresent() ? made.status().getAsInt() : null, Types.INTEGER);
            insert.setString(9, made.message().replace('\0', '\uFFFD'));
            insert.setObject(10, due.job().value());
            insert.executeUpdate();
        }
    }
}
