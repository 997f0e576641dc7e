package dev.longhaul.ledger;

import dev.longhaul.job.AttemptOutcome;
import dev.longhaul.job.Failure;
import dev.longhaul.job.JobId;
import dev.longhaul.job.JobStatus;
import dev.longhaul.job.Progress;
import dev.longhaul.job.StoredResult;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import javax.sql.DataSource;

/** Looks jobs up. Writes nothing. */
@Singleton
public class JobReads {

    /** One row for each ended attempt, or one without: attempts are few, and a second round trip is not. */
    private static final String FIND =
            """
            SELECT job.*, job.run_at <= now() AS due, CASE WHEN job.notices THEN notices_of(job.id) END AS told,
                request.description, request.labels,
                (SELECT name FROM schedule WHERE schedule.id = job.schedule_id) AS schedule,
                CASE WHEN attempt.number > 1 THEN NULL ELSE request.parameters END AS parameters,
                result.file_key, result.media_type, result.filename, result.size, result.sha256, result.rows,
                result.manifest IS NOT NULL AS has_manifest,
                attempt.number AS ended_number, attempt.worker AS ended_worker,
                attempt.started_at AS ended_started_at, attempt.finished_at AS ended_finished_at,
                attempt.outcome AS ended_outcome, attempt.code AS ended_code, attempt.status AS ended_status,
                attempt.message AS ended_message, attempt.detail AS ended_detail
            FROM job
            JOIN job_request request USING (id)
            LEFT JOIN job_result result USING (id)
            LEFT JOIN attempt ON attempt.job_id = job.id
            WHERE job.id = ANY (?) AND (job.expires_at > now() OR job.expires_at IS NULL)
            ORDER BY job.id, attempt.number
            """;

    private static final String HAS_EXPIRED =
            """
            WITH wanted (id, owner) AS (VALUES (?::uuid, ?))
            SELECT 1 FROM expired_job JOIN wanted USING (id, owner)
            UNION ALL
            SELECT 1 FROM job JOIN wanted USING (id, owner) WHERE expires_at <= now()
            """;

    /** Whoever looks at the same moment shares a round trip; few enough that large parameters do not fill the memory. */
    private static final int MOST_AT_ONCE = 32;

    private final DataSource database;
    private final GroupedCalls<JobId, Optional<JobSnapshot>> finds =
            new GroupedCalls<>(
                    new GroupedCalls.Limits(2, MOST_AT_ONCE, MOST_AT_ONCE), _ -> 1, this::findAll);

    JobReads(DataSource database) {
        this.database = database;
    }

    /**
     * The job as it is now, if {@code owner} has one of that id.
     *
     * @throws LedgerUnavailable if the database is away
     */
    public Optional<JobSnapshot> find(JobId id, String owner) {
        return Databases.await(finds.submit(id)).filter(job -> job.owner().equals(owner));
    }

    /**
     * The same for whoever has no thread to wait on.
     *
     * @return completed with {@link LedgerUnavailable} if the database is away
     */
    public CompletableFuture<Optional<JobSnapshot>> findSoon(JobId id, String owner) {
        return Databases.translated(finds.submit(id))
                .thenApply(found -> found.filter(job -> job.owner().equals(owner)));
    }

    /**
     * What is made of each of these jobs, whoever's, in few round trips; those that are gone are left out.
     *
     * @param view makes all that is kept of a job: parameters may be large
     * @throws LedgerUnavailable if the database is away
     */
    public <R> Map<JobId, R> findEach(Collection<JobId> ids, Function<JobSnapshot, R> view) {
        Map<JobId, CompletableFuture<Optional<R>>> asked = new HashMap<>();
        for (JobId id : ids) {
            asked.put(id, finds.submit(id).thenApply(found -> found.map(view)));
        }
        Map<JobId, R> views = new HashMap<>();
        asked.forEach(
                (id, found) -> Databases.await(found).ifPresent(viewed -> views.put(id, viewed)));
        return views;
    }

    private List<Optional<JobSnapshot>> findAll(List<JobId> ids) throws SQLException {
        return Databases.persistently(database, connection -> findAll(connection, ids));
    }

    private static List<Optional<JobSnapshot>> findAll(Connection connection, List<JobId> ids)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(FIND)) {
            select.setArray(1, Columns.array(connection, "uuid", ids, JobId::value));
            Map<JobId, JobSnapshot> found = new HashMap<>();
            try (ResultSet rows = select.executeQuery()) {
                boolean more = rows.next();
                while (more) {
                    JobSnapshot job = read(rows);
                    found.put(job.id(), job);
                    more = !rows.isAfterLast();
                }
            }
            return ids.stream().map(id -> Optional.ofNullable(found.get(id))).toList();
        }
    }

    /**
     * Whether {@code owner} had a job of that id that was kept for as long as was agreed.
     *
     * @throws LedgerUnavailable if the database is away
     */
    public boolean hasExpired(JobId id, String owner) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(HAS_EXPIRED)) {
            select.setObject(1, id.value());
            select.setString(2, owner);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
    }

    /** Reads from the first row of a job on, up to the first of the next. */
    static JobSnapshot read(ResultSet row) throws SQLException {
        JobStatus status = JobStatus.ofWireName(row.getString("status"));
        return new JobSnapshot(
                new JobId(row.getObject("id", UUID.class)),
                row.getString("type"),
                row.getString("owner"),
                status,
                row.getInt("version"),
                row.getString("queue"),
                row.getInt("priority"),
                row.getInt("attempt"),
                row.getInt("failures"),
                row.getInt("max_attempts"),
                row.getBoolean("cancel_requested"),
                Columns.optionalText(row, "unique_key"),
                Columns.optionalText(row, "description"),
                Columns.optionalText(row, "parameters"),
                Columns.optionalText(row, "labels"),
                run(row),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "run_at"),
                row.getBoolean("due"),
                Columns.instant(row, "updated_at"),
                Columns.optionalInstant(row, "started_at"),
                Columns.optionalInstant(row, "finished_at"),
                Columns.optionalInstant(row, "expires_at"),
                progress(row),
                Columns.optionalText(row, "stage"),
                result(row),
                row.getBoolean("has_manifest"),
                current(row, status),
                Columns.optionalText(row, "told"),
                // Last: it moves on through the rows.
                endedAttempts(row));
    }

    private static Optional<JobSnapshot.ScheduledRun> run(ResultSet row) throws SQLException {
        Optional<String> schedule = Columns.optionalText(row, "schedule");
        return schedule.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new JobSnapshot.ScheduledRun(
                                schedule.get(), Columns.optionalInstant(row, "fire_at")));
    }

    private static Optional<Progress> progress(ResultSet row) throws SQLException {
        Optional<String> unit = Columns.optionalText(row, "unit");
        if (unit.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Progress(
                        row.getLong("completed"),
                        Columns.optionalLong(row, "total"),
                        unit.get(),
                        Columns.optionalText(row, "message")));
    }

    private static Optional<StoredResult> result(ResultSet row) throws SQLException {
        Optional<String> key = Columns.optionalText(row, "file_key");
        if (key.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new StoredResult(
                        key.get(),
                        row.getString("media_type"),
                        row.getString("filename"),
                        row.getLong("size"),
                        row.getString("sha256"),
                        Columns.optionalLong(row, "rows")));
    }

    private static Optional<JobSnapshot.CurrentAttempt> current(ResultSet row, JobStatus status)
            throws SQLException {
        return status == JobStatus.RUNNING
                ? Optional.of(
                        new JobSnapshot.CurrentAttempt(
                                row.getString("worker"), Columns.instant(row, "claimed_at")))
                : Optional.empty();
    }

    private static List<JobSnapshot.EndedAttempt> endedAttempts(ResultSet row) throws SQLException {
        var attempts = new ArrayList<JobSnapshot.EndedAttempt>();
        UUID job = row.getObject("id", UUID.class);
        do {
            int number = row.getInt("ended_number");
            if (!row.wasNull()) {
                attempts.add(
                        new JobSnapshot.EndedAttempt(
                                number,
                                row.getString("ended_worker"),
                                Columns.instant(row, "ended_started_at"),
                                Columns.instant(row, "ended_finished_at"),
                                AttemptOutcome.ofWireName(row.getString("ended_outcome")),
                                failure(row)));
            }
        } while (row.next() && row.getObject("id", UUID.class).equals(job));
        return attempts;
    }

    private static Optional<Failure> failure(ResultSet row) throws SQLException {
        Optional<String> code = Columns.optionalText(row, "ended_code");
        if (code.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Failure(
                        code.get(),
                        row.getInt("ended_status"),
                        row.getString("ended_message"),
                        Columns.optionalText(row, "ended_detail")));
    }
}
