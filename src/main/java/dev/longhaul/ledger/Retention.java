package dev.longhaul.ledger;

import dev.longhaul.job.JobId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Lets go of jobs, with all the rows that belong to them, in one statement each time: no reader sees half a job. The
 * files are the caller's to remove afterwards; what it does not come to is swept as unreferenced. Files that callers
 * brought lose a reference, and go by themselves when they have none.
 */
@Singleton
public class Retention {

    /** The most rows of a kind that go at once: whoever waits for one of them waits for a moment only. */
    public static final int BATCH = 500;

    /** What became of the wish to have a job removed. */
    public sealed interface Removal {

        /**
         * The job is gone.
         *
         * @param file the key of its result, which nothing points to any more
         */
        record Removed(Optional<String> file) implements Removal {}

        /** It waits or runs, and stays. */
        record StillActive() implements Removal {}

        /** The owner has no such job. */
        record NoSuchJob() implements Removal {}
    }

    /**
     * Jobs that were removed because their time had come.
     *
     * @param jobs how many
     * @param files the keys of their results, which nothing points to any more
     */
    public record Batch(int jobs, List<String> files) {}

    /** With which jobs, and what to remember of them. */
    private static final String REMOVE =
            """
            WITH gone AS (
                %s
            ), jobs AS (
                DELETE FROM job WHERE id IN (SELECT id FROM gone)
            ), requests AS (
                DELETE FROM job_request WHERE id IN (SELECT id FROM gone)
            ), results AS (
                DELETE FROM job_result WHERE id IN (SELECT id FROM gone)
                RETURNING id, file_key
            ), attempts AS (
                DELETE FROM attempt WHERE job_id IN (SELECT id FROM gone)
            ), logs AS (
                DELETE FROM job_log WHERE job_id IN (SELECT id FROM gone)
            ), checkpoints AS (
                DELETE FROM checkpoint WHERE job_id IN (SELECT id FROM gone)
            ), notices AS (
                DELETE FROM notice WHERE job_id IN (SELECT id FROM gone WHERE notices)
            ), deliveries AS (
                DELETE FROM delivery WHERE job_id IN (SELECT id FROM gone WHERE notices)
            ), keys AS (
                DELETE FROM idempotency_key WHERE job_id IN (SELECT id FROM gone)
            ), files AS (
                DELETE FROM job_file WHERE job_id IN (SELECT id FROM gone)
                RETURNING file_id
            ), held AS (
                SELECT id FROM upload WHERE id IN (SELECT file_id FROM files)
                ORDER BY id
                FOR UPDATE
            ), uploads AS (
                UPDATE upload SET jobs = upload.jobs - less.jobs
                FROM (SELECT file_id, count(*) AS jobs FROM files JOIN held ON held.id = file_id GROUP BY file_id) less
                WHERE upload.id = less.file_id
            ) %s
            SELECT results.file_key FROM gone LEFT JOIN results USING (id)
            """;

    /**
     * Skips what somebody else is just removing, so several processes share the work. The limit is part of the text: a
     * plan for any limit would read whole tables to delete a few of their rows.
     */
    private static final String EXPIRE =
            REMOVE.formatted(
                    """
                    SELECT id, owner, notices, CASE WHEN status = 'succeeded' THEN schedule_id END AS schedule_id
                    FROM job WHERE expires_at <= now()
                    ORDER BY expires_at
                    LIMIT %d
                    FOR UPDATE SKIP LOCKED\
                    """
                            .formatted(BATCH),
                    """
                    , tombstones AS (
                        INSERT INTO expired_job (id, owner, schedule_id) SELECT id, owner, schedule_id FROM gone
                        ON CONFLICT DO NOTHING
                    )\
                    """);

    private static final String DELETE =
            REMOVE.formatted(
                    """
                    SELECT id, notices FROM job WHERE id = ? AND owner = ? AND expires_at > now()
                    FOR UPDATE\
                    """,
                    "");

    private static final String IS_THERE =
            """
            SELECT finished_at IS NOT NULL FROM job
            WHERE id = ? AND owner = ? AND (expires_at > now() OR expires_at IS NULL)
            """;

    private static final String FORGET =
            """
            DELETE FROM expired_job WHERE id IN (
                SELECT id FROM expired_job WHERE expired_at <= now() - ? * interval '1 millisecond'
                LIMIT %d
                FOR UPDATE SKIP LOCKED)
            """
                    .formatted(BATCH);

    private final DataSource database;

    Retention(DataSource database) {
        this.database = database;
    }

    /**
     * Removes up to {@value BATCH} jobs whose time has come, the longest overdue first, and remembers that they were there.
     *
     * @throws SQLException if the database is away; then either all of it happened or nothing
     */
    public Batch expire() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement expire = connection.prepareStatement(EXPIRE);
                ResultSet rows = expire.executeQuery()) {
            int jobs = 0;
            List<String> files = new ArrayList<>();
            while (rows.next()) {
                jobs++;
                Columns.optionalText(rows, "file_key").ifPresent(files::add);
            }
            return new Batch(jobs, files);
        }
    }

    /**
     * Forgets up to {@value BATCH} jobs that expired longer ago than {@code age}.
     *
     * @return how many it were
     * @throws SQLException if the database is away
     */
    public int forget(Duration age) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement forget = connection.prepareStatement(FORGET)) {
            forget.setLong(1, age.toMillis());
            return forget.executeUpdate();
        }
    }

    /**
     * Removes a finished job as its owner wishes. Nothing remembers that it was there.
     *
     * @throws LedgerUnavailable if the database is away; asking again is safe
     */
    public Removal remove(JobId id, String owner) {
        try (Connection connection = database.getConnection()) {
            while (true) {
                Optional<Removal> removed = delete(connection, id.value(), owner);
                if (removed.isPresent()) {
                    return removed.get();
                }
                Optional<Boolean> finished = isFinished(connection, id.value(), owner);
                if (finished.isEmpty()) {
                    return new Removal.NoSuchJob();
                }
                if (!finished.get()) {
                    return new Removal.StillActive();
                }
                // It finished between the two statements.
            }
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
    }

    private static Optional<Removal> delete(Connection connection, UUID id, String owner)
            throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
            delete.setObject(1, id);
            delete.setString(2, owner);
            try (ResultSet row = delete.executeQuery()) {
                return row.next()
                        ? Optional.of(new Removal.Removed(Columns.optionalText(row, "file_key")))
                        : Optional.empty();
            }
        }
    }

    private static Optional<Boolean> isFinished(Connection connection, UUID id, String owner)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(IS_THERE)) {
            select.setObject(1, id);
            select.setString(2, owner);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getBoolean(1)) : Optional.empty();
            }
        }
    }
}
