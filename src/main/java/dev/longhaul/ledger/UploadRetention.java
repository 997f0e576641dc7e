package dev.longhaul.ledger;

import static dev.longhaul.ledger.Columns.array;

import dev.longhaul.job.FileId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** Lets go of the files that callers brought and no job refers to. */
@Singleton
public class UploadRetention {

    /** The most rows that go at once. */
    public static final int BATCH = 500;

    /** The row stays and remembers, without its bytes and its key. */
    private static final String EXPIRE =
            """
            WITH gone AS (
                UPDATE upload SET gone_at = now() WHERE id IN (
                    SELECT id FROM upload WHERE kept_until <= now() AND jobs = 0 AND gone_at IS NULL
                    ORDER BY kept_until
                    LIMIT %d
                    FOR UPDATE SKIP LOCKED)
                RETURNING id
            ), keys AS (
                DELETE FROM idempotency_key WHERE file_id IN (SELECT id FROM gone)
            )
            SELECT id FROM gone
            """
                    .formatted(BATCH);

    private static final String FORGET =
            """
            DELETE FROM upload WHERE id IN (
                SELECT id FROM upload WHERE gone_at <= now() - ? * interval '1 millisecond'
                LIMIT %d
                FOR UPDATE SKIP LOCKED)
            """
                    .formatted(BATCH);

    private static final String NEEDED =
            "SELECT id FROM upload WHERE id = ANY (?) AND gone_at IS NULL";

    private final DataSource database;

    UploadRetention(DataSource database) {
        this.database = database;
    }

    /**
     * Gives up to {@value BATCH} files up whose time has come, the longest overdue first, and remembers that they were there.
     *
     * @return which they were; their bytes are the caller's to remove
     * @throws SQLException if the database is away
     */
    public List<FileId> expire() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement expire = connection.prepareStatement(EXPIRE)) {
            return ids(expire);
        }
    }

    /**
     * Forgets up to {@value BATCH} files that expired longer ago than {@code age}.
     *
     * @return how many it were
     * @throws SQLException if the database is away
     */
    public int forget(Duration age) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement forget = connection.prepareStatement(FORGET)) {
            forget.setLong(1, age.toMillis());
            return forget.executeUpdate();
        }
    }

    /**
     * Those of the files that somebody may still want.
     *
     * @throws SQLException if the database is away
     */
    public Set<FileId> needed(List<FileId> files) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(NEEDED)) {
            select.setArray(1, array(connection, "uuid", files, FileId::value));
            return new HashSet<>(ids(select));
        }
    }

    private static List<FileId> ids(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            List<FileId> ids = new ArrayList<>();
            while (rows.next()) {
                ids.add(new FileId(rows.getObject("id", UUID.class)));
            }
            return ids;
        }
    }
}
