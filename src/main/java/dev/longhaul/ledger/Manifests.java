package dev.longhaul.ledger;

import dev.longhaul.job.JobId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** Tells what a result consists of. Apart from {@link JobReads}, because few ask and it may be long. */
@Singleton
public class Manifests {

    private static final String FIND =
            "SELECT manifest FROM job_result WHERE id = ? AND manifest IS NOT NULL";

    private final DataSource database;

    Manifests(DataSource database) {
        this.database = database;
    }

    /**
     * The JSON object that the job's handler gave with its result.
     *
     * @throws LedgerUnavailable if the database is away
     */
    public Optional<String> of(JobId job) {
        try {
            return Databases.persistently(database, connection -> find(connection, job));
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
    }

    private static Optional<String> find(Connection connection, JobId job) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(FIND)) {
            select.setObject(1, job.value());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }
}
