package dev.longhaul;

import dev.longhaul.job.JobId;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;

/** Rows that tests put where no worker looks, in states that would take long to come about, and what is left of them. */
@Singleton
public class Rows {

    private static final List<String> BY_ID =
            List.of("job", "job_request", "job_result", "expired_job");
    private static final List<String> BY_JOB_ID =
            List.of("attempt", "job_log", "checkpoint", "idempotency_key");

    private final DataSource database;

    Rows(DataSource database) {
        this.database = database;
    }

    /** A job that waits. */
    public JobId waiting(int attempt) {
        return insert("notStarted", attempt, "NULL", "NULL");
    }

    /** A job whose lease runs out so many seconds from now. */
    public JobId running(int attempt, int leaseSeconds) {
        return insert(
                "running", attempt, "now() + interval '%d s'".formatted(leaseSeconds), "NULL");
    }

    /** A job that succeeded and stays for a day. */
    public JobId succeeded(int attempt) {
        return insert("succeeded", attempt, "NULL", "now()");
    }

    private JobId insert(String status, int attempt, String lease, String finished) {
        JobId id = JobId.create(Instant.now(), new SecureRandom());
        execute(
                """
                INSERT INTO job (id, owner, type, queue, max_attempts, run_at, status, attempt, worker, claimed_at,
                    lease_until, finished_at, expires_at)
                VALUES ('%s', 'anonymous', 'add', 'elsewhere', 3, now(), '%s', %d, 'nobody', now(),
                    %s, %5$s, %5$s::timestamptz + interval '1 day')
                """
                        .formatted(id, status, attempt, lease, finished));
        return id;
    }

    /** So many jobs that expired an hour ago, with all the rows that a job can have. */
    public void expired(int count) {
        execute(
                """
                WITH ids AS MATERIALIZED (
                    SELECT gen_random_uuid() AS id FROM generate_series(1, %d)
                ), requests AS (
                    INSERT INTO job_request (id, owner, type, parameters) SELECT id, 'nobody', 'add', '{}' FROM ids
                ), results AS (
                    INSERT INTO job_result (id, file_key, media_type, filename, size, sha256)
                    SELECT id, '00/' || id || '.1', 'text/plain', 'x.txt', 1, 'x' FROM ids
                ), attempts AS (
                    INSERT INTO attempt (job_id, number, worker, started_at, outcome)
                    SELECT id, 1, 'nobody', now(), 'succeeded' FROM ids
                ), lines AS (
                    INSERT INTO job_log (job_id, attempt, line, at, level, message)
                    SELECT id, 1, line, now(), 'info', 'a line' FROM ids, generate_series(1, 10) AS line
                ), checkpoints AS (
                    INSERT INTO checkpoint (job_id, attempt, state) SELECT id, 1, '{}' FROM ids
                ), keys AS (
                    INSERT INTO idempotency_key (owner, key, job_id, fingerprint) SELECT 'nobody', id::text, id, '' FROM ids
                )
                INSERT INTO job (id, owner, type, queue, max_attempts, run_at, status, attempt, worker, finished_at, expires_at)
                SELECT id, 'nobody', 'add', 'elsewhere', 3, now(), 'succeeded', 1, 'nobody',
                    now() - interval '1 day', now() - interval '1 hour'
                FROM ids
                """
                        .formatted(count));
    }

    /** Lets an attempt have saved where the next can go on. */
    public void checkpoint(JobId job, int attempt) {
        execute(
                "INSERT INTO checkpoint (job_id, attempt, state) VALUES ('%s', %d, '{}')"
                        .formatted(job, attempt));
    }

    /** Lets the file of that key be the job's result. */
    public void result(JobId job, String key) {
        execute(
                """
                INSERT INTO job_result (id, file_key, media_type, filename, size, sha256)
                VALUES ('%s', '%s', 'text/plain', 'x.txt', 1, 'x')
                """
                        .formatted(job, key));
    }

    /** How many rows of any kind belong to the job. */
    public long of(JobId job) {
        long rows = 0;
        for (String table : BY_ID) {
            rows += number("SELECT count(*) FROM " + table + " WHERE id = '" + job + "'");
        }
        for (String table : BY_JOB_ID) {
            rows += number("SELECT count(*) FROM " + table + " WHERE job_id = '" + job + "'");
        }
        return rows;
    }

    /** How many rows there are that {@link #expired} made, the memory of them not counted. */
    public long ofExpired() {
        return number(
                """
                SELECT (SELECT count(*) FROM job WHERE owner = 'nobody')
                    + (SELECT count(*) FROM job_request r WHERE NOT EXISTS (SELECT FROM job WHERE job.id = r.id))
                    + (SELECT count(*) FROM job_result r WHERE NOT EXISTS (SELECT FROM job WHERE job.id = r.id))
                    + (SELECT count(*) FROM attempt WHERE worker = 'nobody')
                    + (SELECT count(*) FROM job_log WHERE message = 'a line')
                    + (SELECT count(*) FROM checkpoint c WHERE NOT EXISTS (SELECT FROM job WHERE job.id = c.job_id))
                    + (SELECT count(*) FROM idempotency_key WHERE owner = 'nobody')
                """);
    }

    /** Removes the jobs that tests left where no worker looks. */
    public void clear() {
        execute(
                """
                WITH jobs AS (DELETE FROM job WHERE queue = 'elsewhere' RETURNING id),
                results AS (DELETE FROM job_result WHERE id IN (SELECT id FROM jobs)),
                attempts AS (DELETE FROM attempt WHERE job_id IN (SELECT id FROM jobs))
                DELETE FROM checkpoint WHERE job_id IN (SELECT id FROM jobs)
                """);
    }

    /** The number that a query answers with. */
    public long number(String sql) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Whatever else a test needs. */
    public void execute(String sql) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
