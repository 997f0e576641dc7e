package dev.longhaul.ledger;

import dev.longhaul.job.JobId;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/** Reads for how long workers have been handing a job back. */
@Singleton
public class HandBacks {

    /** Other attempts in between, such as one that failed, begin the count anew. */
    private static final String SINCE =
            """
            SELECT min(started_at) AS since FROM attempt
            WHERE job_id = ? AND outcome = 'handedBack' AND code = ? AND number > (
                SELECT coalesce(max(number), 0) FROM attempt
                WHERE job_id = ? AND NOT (outcome = 'handedBack' AND code IS NOT DISTINCT FROM ?))
            """;

    private final DataSource database;

    HandBacks(DataSource database) {
        this.database = database;
    }

    /**
     * When the first of those attempts began that were handed back one after the other, up to the last that ended, for the
     * same reason.
     *
     * @param code of the reason
     * @throws LedgerUnavailable if the database is away
     */
    public Optional<Instant> since(JobId job, String code) {
        try {
            return Databases.persistently(
                    database,
                    connection -> {
                        try (PreparedStatement select = connection.prepareStatement(SINCE)) {
                            select.setObject(1, job.value());
                            select.setString(2, code);
                            select.setObject(3, job.value());
                            select.setString(4, code);
                            try (ResultSet row = select.executeQuery()) {
                                row.next();
                                return Columns.optionalInstant(row, "since");
                            }
                        }
                    });
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
    }
}
