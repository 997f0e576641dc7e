package dev.longhaul.ledger;

import dev.longhaul.job.JobId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** Says whose a job is, or was. */
@Singleton
public class JobOwners {

    private static final String FIND =
            """
            WITH wanted (id) AS (VALUES (?::uuid))
            SELECT owner FROM job JOIN wanted USING (id)
            UNION ALL
            SELECT owner FROM expired_job JOIN wanted USING (id)
            """;

    private final DataSource database;

    JobOwners(DataSource database) {
        this.database = database;
    }

    /**
     * The owner of a job, also of one that has expired and is remembered.
     *
     * @throws LedgerUnavailable if the database is away
     */
    public Optional<String> of(JobId id) {
        try {
            return Databases.persistently(database, connection -> find(connection, id));
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
    }

    private static Optional<String> find(Connection connection, JobId id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(FIND)) {
            select.setObject(1, id.value());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getString("owner")) : Optional.empty();
            }
        }
    }
}
