package dev.longhaul.ledger;

import static dev.longhaul.ledger.Columns.array;

import dev.longhaul.job.JobId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Which attempts' files are still needed. What is not needed now never will be: an attempt that is over stays over, and
 * its number is not given again.
 */
@Singleton
public class FileReferences {

    /**
     * An attempt under way may have published its result and not yet have told: while the database was away, for hours.
     */
    private static final String PUBLISHED =
            """
            SELECT id, attempt FROM unnest(?, ?, ?) AS file (id, attempt, key)
            WHERE EXISTS (SELECT FROM job_result result WHERE result.id = file.id AND result.file_key = file.key)
                OR EXISTS (SELECT FROM job
                    WHERE job.id = file.id AND job.attempt = file.attempt AND job.status = 'running')
            """;

    private static final String STAGED =
            """
            SELECT id, attempt FROM unnest(?, ?) AS file (id, attempt)
            WHERE EXISTS (SELECT FROM job
                WHERE job.id = file.id AND job.finished_at IS NULL
                    AND (job.status = 'running' AND job.attempt = file.attempt
                        OR EXISTS (SELECT FROM checkpoint
                            WHERE checkpoint.job_id = file.id AND checkpoint.attempt = file.attempt)))
            """;

    private final DataSource database;

    FileReferences(DataSource database) {
        this.database = database;
    }

    /**
     * The attempts whose published file is their job's result, or may yet become it.
     *
     * @param keys what the file of each attempt is called in the store
     * @throws SQLException if the database is away
     */
    public Set<Leases.Hold> published(Map<Leases.Hold, String> keys) throws SQLException {
        List<Map.Entry<Leases.Hold, String>> files = List.copyOf(keys.entrySet());
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(PUBLISHED)) {
            select.setArray(
                    1, array(connection, "uuid", files, file -> file.getKey().job().value()));
            select.setArray(2, array(connection, "int4", files, file -> file.getKey().attempt()));
            select.setArray(3, array(connection, "text", files, Map.Entry::getValue));
            return read(select);
        }
    }

    /**
     * The attempts whose staged file is being written, or holds what a later attempt may go on from.
     *
     * @throws SQLException if the database is away
     */
    public Set<Leases.Hold> staged(List<Leases.Hold> attempts) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(STAGED)) {
            select.setArray(1, array(connection, "uuid", attempts, hold -> hold.job().value()));
            select.setArray(2, array(connection, "int4", attempts, Leases.Hold::attempt));
            return read(select);
        }
    }

    private static Set<Leases.Hold> read(PreparedStatement select) throws SQLException {
        Set<Leases.Hold> needed = new HashSet<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                needed.add(
                        new Leases.Hold(
                                new JobId(rows.getObject("id", UUID.class)),
                                rows.getInt("attempt")));
            }
        }
        return needed;
    }
}
