package dev.longhaul.ledger;

import static dev.longhaul.ledger.Columns.array;

import dev.longhaul.job.JobId;
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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Hands ready jobs to workers. Which job comes next is decided by {@code claim_jobs} in R__claim_jobs.sql. */
@Singleton
public class JobClaims {

    private static final String CLAIM =
            """
            SELECT * FROM claim_jobs(?, ?, ?, ?, ?, coalesce(?, '-infinity'::timestamptz),
                coalesce(?, '00000000-0000-0000-0000-000000000000'::uuid), ?, ?, ?)
            """;

    /**
     * How many jobs of a type may run at once.
     *
     * @param atOnce in all
     * @param perKey for each limit key
     */
    public record Limit(String type, OptionalInt atOnce, OptionalInt perKey) {}

    /**
     * What a worker has room for.
     *
     * @param wanted how many jobs
     * @param last whose turn it was last
     */
    public record Request(String queue, String worker, int wanted, Duration lease, Turn last) {}

    /**
     * How far a worker has come in a queue.
     *
     * @param lane that had the last turn
     * @param from what comes before this in that lane is taken, so that it need not be looked through; empty: look through
     *     all
     */
    public record Turn(long lane, Optional<Place> from) {

        /** Nobody had a turn yet. */
        public static final Turn NONE = new Turn(-1, Optional.empty());
    }

    /**
     * A place in a lane: jobs stand in the order of the time since when they could run, and of their ids where many have the
     * same.
     */
    public record Place(Instant runAt, JobId job) implements Comparable<Place> {

        // Ids as the database compares them, by their unsigned bytes.
        private static final Comparator<Place> ORDER =
                Comparator.comparing(Place::runAt).thenComparing(place -> place.job().toString());

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    private final DataSource database;

    JobClaims(DataSource database) {
        this.database = database;
    }

    /**
     * Takes up to as many jobs as are wanted whose time has come, each with its next attempt number and a lease. Durable
     * when it returns.
     *
     * @throws SQLException if the database is away; the worker may have been given jobs that it does not know of, see
     *     {@link Leases#heldBy}
     */
    public List<Claim> claim(Request request, List<Limit> limits) throws SQLException {
        try (Connection connection = Databases.promptly(database);
                PreparedStatement claim = connection.prepareStatement(CLAIM)) {
            claim.setString(1, request.queue());
            claim.setString(2, request.worker());
            claim.setInt(3, request.wanted());
            claim.setLong(4, request.lease().toMillis());
            claim.setLong(5, request.last().lane());
            Optional<Place> from = request.last().from();
            claim.setObject(
                    6,
                    from.map(place -> place.runAt().atOffset(ZoneOffset.UTC)).orElse(null),
                    Types.TIMESTAMP_WITH_TIMEZONE);
            claim.setObject(7, from.map(place -> place.job().value()).orElse(null), Types.OTHER);
            claim.setArray(8, array(connection, "text", limits, Limit::type));
            claim.setArray(9, array(connection, "int4", limits, limit -> orNull(limit.atOnce())));
            claim.setArray(10, array(connection, "int4", limits, limit -> orNull(limit.perKey())));
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
                Columns.instant(row, "run_at"),
                Columns.instant(row, "claimed_at"));
    }
}
