package dev.longhaul.ledger;

import dev.longhaul.job.JobEvent;
import dev.longhaul.job.JobId;
import dev.longhaul.job.Lifecycle;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Hands ready jobs to workers. The one place that decides which job comes next. */
@Singleton
public class JobClaims {

    private static final Lifecycle.Transition CLAIMED = Lifecycle.of(new JobEvent.Claimed());

    /**
     * Rows that another worker is just claiming are skipped, so workers neither wait for each other nor meet on one
     * job. The statuses are part of the text, not parameters, for the planner to see that the partial index serves.
     */
    private static final String CLAIM =
            """
            WITH next AS (
                SELECT id FROM job
                WHERE status = '%1$s' AND run_at <= now()
                ORDER BY run_at, id
                LIMIT ?
                FOR UPDATE SKIP LOCKED
            ), claimed AS (
                UPDATE job SET
                    status = '%2$s', attempt = attempt + 1, version = version + 1, worker = ?,
                    lease_until = now() + ? * interval '1 millisecond', claimed_at = now(), updated_at = now(),
                    started_at = coalesce(started_at, now()),
                    completed = NULL, total = NULL, unit = NULL, message = NULL, stage = NULL
                FROM next WHERE job.id = next.id
                RETURNING job.id, job.type, job.attempt, job.failures, job.max_attempts, job.claimed_at
            )
            SELECT claimed.*, job_request.parameters
            FROM claimed JOIN job_request USING (id)
            """
                    .formatted(CLAIMED.from().wireName(), CLAIMED.to().wireName());

    private final DataSource database;

    JobClaims(DataSource database) {
        this.database = database;
    }

    /**
     * Takes up to {@code limit} jobs whose time has come, the longest waiting first, each with its next attempt
     * number and a lease. Durable when it returns.
     *
     * @throws SQLException if the database is away; what was claimed all the same is freed when its lease expires
     */
    public List<Claim> claim(String worker, int limit, Duration lease) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement claim = connection.prepareStatement(CLAIM)) {
            claim.setInt(1, limit);
            claim.setString(2, worker);
            claim.setLong(3, lease.toMillis());
            var claims = new ArrayList<Claim>();
            try (ResultSet rows = claim.executeQuery()) {
                while (rows.next()) {
                    claims.add(read(rows));
                }
            }
            return claims;
        }
    }

    private static Claim read(ResultSet row) throws SQLException {
        return new Claim(
                new JobId(row.getObject("id", UUID.class)),
                row.getInt("attempt"),
                row.getString("type"),
                row.getString("parameters"),
                row.getInt("failures"),
                row.getInt("max_attempts"),
                Columns.instant(row, "claimed_at"));
    }
}
