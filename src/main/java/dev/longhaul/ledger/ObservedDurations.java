package dev.longhaul.ledger;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/** How long jobs took that succeeded of late. */
@Singleton
public class ObservedDurations {

    /**
     * Reads the ends of two indexes that other things need, so that it costs the same however many jobs there are, and
     * costs nothing where jobs end: those that came last, and, as a backlog would hide all that is finished from it, those
     * that will go last. First attempts only: a later one may have gone on from a checkpoint.
     */
    private static final String MEDIANS =
            """
            WITH newest AS MATERIALIZED (
                SELECT id, type, status, attempt, started_at, finished_at FROM job ORDER BY id DESC LIMIT 1000
            ), ended AS MATERIALIZED (
                SELECT id, type, status, attempt, started_at, finished_at FROM job
                WHERE expires_at IS NOT NULL
                ORDER BY expires_at DESC LIMIT 1000
            ), recent AS (
                SELECT * FROM newest UNION SELECT * FROM ended
            ), durations AS (
                SELECT type, extract(epoch FROM finished_at - started_at) AS seconds,
                    row_number() OVER (PARTITION BY type ORDER BY finished_at DESC) AS place
                FROM recent
                WHERE status = 'succeeded' AND attempt = 1
            )
            SELECT type, (percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) * 1000)::bigint AS millis
            FROM durations
            WHERE place <= 200
            GROUP BY type
            HAVING count(*) >= 3
            """;

    private final DataSource database;

    ObservedDurations(DataSource database) {
        this.database = database;
    }

    /**
     * The median of each type of which there were at least three, over up to 200 of them.
     *
     * @throws LedgerUnavailable if the database is away
     */
    public Map<String, Duration> medians() {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(MEDIANS);
                ResultSet rows = select.executeQuery()) {
            Map<String, Duration> medians = new HashMap<>();
            while (rows.next()) {
                medians.put(rows.getString("type"), Duration.ofMillis(rows.getLong("millis")));
            }
            return medians;
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
    }
}
