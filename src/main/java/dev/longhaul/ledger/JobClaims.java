package dev.longhaul.ledger;

import static dev.longhaul.ledger.Columns.array;

import dev.longhaul.job.JobId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Hands ready jobs to workers. Which job comes next is decided by {@code claim_jobs} in R__claim_jobs.sql. */
@Singleton
public class JobClaims {

    private static final String CLAIM = "SELECT * FROM claim_jobs(?, ?, ?, ?, ?, ?, ?, ?)";

    /**
     * How many jobs of a type may run at once.
     *
     * @param atOnce in all
     * @param perKey in each lane
     */
    public record Limit(String type, OptionalInt atOnce, OptionalInt perKey) {}

    /**
     * What a worker has room for.
     *
     * @param wanted how many jobs
     * @param afterLane the lane that had the last turn
     */
    public record Request(
            String queue, String worker, int wanted, Duration lease, long afterLane) {}

    private final DataSource database;

    JobClaims(DataSource database) {
        this.database = database;
    }

    /**
     * Takes up to as many jobs as are wanted whose time has come, each with its next attempt number and a lease. Durable
     * when it returns.
     *
     * @throws SQLException if the database is away; what was claimed all the same is freed when its lease expires
     */
    public List<Claim> claim(Request request, List<Limit> limits) throws SQLException {
        return Databases.persistently(database, connection -> claim(connection, request, limits));
    }

    private static List<Claim> claim(Connection connection, Request request, List<Limit> limits)
            throws SQLException {
        try (PreparedStatement claim = connection.prepareStatement(CLAIM)) {
            claim.setString(1, request.queue());
            claim.setString(2, request.worker());
            claim.setInt(3, request.wanted());
            claim.setLong(4, request.lease().toMillis());
            claim.setLong(5, request.afterLane());
            claim.setArray(6, array(connection, "text", limits, Limit::type));
            claim.setArray(7, array(connection, "int4", limits, limit -> orNull(limit.atOnce())));
            claim.setArray(8, array(connection, "int4", limits, limit -> orNull(limit.perKey())));
            var claims = new ArrayList<Claim>();
            try (ResultSet rows = claim.executeQuery()) {
                while (rows.next()) {
                    claims.add(read(rows));
                }
            }
            return claims;
        }
    }

    private static @Nullable Object orNull(OptionalInt number) {
        return number.isPresent() ? number.getAsInt() : null;
    }

    private static Claim read(ResultSet row) throws SQLException {
        return new Claim(
                new JobId(row.getObject("id", UUID.class)),
                row.getInt("attempt"),
                row.getString("type"),
                row.getString("owner"),
                row.getLong("lane"),
                row.getString("parameters"),
                row.getInt("failures"),
                row.getInt("max_attempts"),
                Columns.optionalMillis(row, "timeout_ms"),
                Columns.instant(row, "claimed_at"));
    }
}
