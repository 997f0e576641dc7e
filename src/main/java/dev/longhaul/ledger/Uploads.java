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
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** What is known of the files that callers brought. Their bytes are elsewhere, and there before the rows. */
@Singleton
public class Uploads {

    /** What became of the wish to have a file removed. */
    public enum Removal {
        /** The row is gone; the bytes are the caller's to remove. */
        REMOVED,
        /** Jobs refer to it, and it stays. */
        IN_USE,
        /** The owner has no such file. */
        NO_SUCH_FILE
    }

    private static final String INSERT =
            """
            INSERT INTO upload (id, owner, filename, media_type, size, sha256, kept_until)
            SELECT id, owner, filename, media_type, size, sha256, now() + ? * interval '1 millisecond'
            FROM unnest(?, ?, ?, ?, ?, ?) AS u (id, owner, filename, media_type, size, sha256)
            ON CONFLICT DO NOTHING
            """;

    private static final String FIND =
            """
            SELECT id, owner, filename, media_type, size, sha256, CASE jobs WHEN 0 THEN kept_until END AS expires
            FROM upload
            WHERE id = ANY (?) AND owner = ? AND gone_at IS NULL AND (jobs > 0 OR kept_until > now())
            """;

    private static final String HAS_EXPIRED =
            """
            SELECT 1 FROM upload
            WHERE id = ? AND owner = ? AND (gone_at IS NOT NULL OR jobs = 0 AND kept_until <= now())
            """;

    private static final String REMOVE =
            """
            DELETE FROM upload
            WHERE id = ? AND owner = ? AND jobs = 0 AND gone_at IS NULL AND kept_until > now()
            """;

    private static final String REMOVE_UNUSED =
            "DELETE FROM upload WHERE id = ANY (?) AND jobs = 0 RETURNING id";

    private final DataSource database;

    Uploads(DataSource database) {
        this.database = database;
    }

    /**
     * Records files whose bytes are durable.
     *
     * @param kept how long each stays if no job comes to refer to it
     * @throws LedgerUnavailable if the database did not take them; it may have, where the connection broke
     */
    public void insert(List<Upload> uploads, Duration kept) {
        try {
            Databases.persistently(
                    database,
                    connection -> {
                        insert(connection, uploads, kept);
                        return uploads.size();
                    });
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
    }

    /** The same as a part of the transaction of that connection. */
    static void insert(Connection connection, List<Upload> uploads, Duration kept)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setLong(1, kept.toMillis());
            insert.setArray(2, array(connection, "uuid", uploads, upload -> upload.id().value()));
            insert.setArray(3, array(connection, "text", uploads, Upload::owner));
            insert.setArray(4, array(connection, "text", uploads, Upload::filename));
            insert.setArray(5, array(connection, "text", uploads, Upload::mediaType));
            insert.setArray(6, array(connection, "int8", uploads, Upload::size));
            insert.setArray(7, array(connection, "text", uploads, Upload::sha256));
            insert.executeUpdate();
        }
    }

    /**
     * The owner's file of that id. Empty if there is none, or none any more.
     *
     * @throws LedgerUnavailable if the database is away
     */
    public Optional<Upload> find(FileId id, String owner) {
        return Optional.ofNullable(find(List.of(id), owner).get(id));
    }

    /**
     * Those of the files that the owner has.
     *
     * @throws LedgerUnavailable if the database is away
     */
    public Map<FileId, Upload> find(Collection<FileId> ids, String owner) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        try {
            return Databases.persistently(
                    database, connection -> find(connection, List.copyOf(ids), owner));
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
    }

    /** The same as a part of the transaction of that connection. */
    static Map<FileId, Upload> find(Connection connection, List<FileId> ids, String owner)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(FIND)) {
            select.setArray(1, array(connection, "uuid", ids, FileId::value));
            select.setString(2, owner);
            try (ResultSet rows = select.executeQuery()) {
                Map<FileId, Upload> found = new HashMap<>();
                while (rows.next()) {
                    Upload upload = upload(rows);
                    found.put(upload.id(), upload);
                }
                return found;
            }
        }
    }

    private static Upload upload(ResultSet row) throws SQLException {
        return new Upload(
                new FileId(row.getObject("id", UUID.class)),
                row.getString("owner"),
                row.getString("filename"),
                row.getString("media_type"),
                row.getLong("size"),
                row.getString("sha256"),
                Columns.optionalInstant(row, "expires"));
    }

    /**
     * Whether the owner had such a file until its time was up.
     *
     * @throws LedgerUnavailable if the database is away
     */
    public boolean hasExpired(FileId id, String owner) {
        try {
            return Databases.persistently(
                    database,
                    connection -> {
                        try (PreparedStatement select = connection.prepareStatement(HAS_EXPIRED)) {
                            select.setObject(1, id.value());
                            select.setString(2, owner);
                            try (ResultSet row = select.executeQuery()) {
                                return row.next();
                            }
                        }
                    });
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
    }

    /**
     * Removes a file as its owner wishes, unless jobs refer to it. Nothing remembers that it was there.
     *
     * @throws LedgerUnavailable if the database is away; asking again is safe
     */
    public Removal remove(FileId id, String owner) {
        try (Connection connection = database.getConnection();
                PreparedStatement delete = connection.prepareStatement(REMOVE)) {
            delete.setObject(1, id.value());
            delete.setString(2, owner);
            if (delete.executeUpdate() == 1) {
                return Removal.REMOVED;
            }
            return find(connection, List.of(id), owner).isEmpty()
                    ? Removal.NO_SUCH_FILE
                    : Removal.IN_USE;
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
    }

    /**
     * Removes those of the files that no job refers to, as if they had never been there.
     *
     * @return which they were; their bytes are the caller's to remove
     * @throws LedgerUnavailable if the database is away; then they stay until their time is up
     */
    public List<FileId> removeUnused(List<FileId> ids) {
        try (Connection connection = database.getConnection();
                PreparedStatement delete = connection.prepareStatement(REMOVE_UNUSED)) {
            delete.setArray(1, array(connection, "uuid", ids, FileId::value));
            try (ResultSet rows = delete.executeQuery()) {
                List<FileId> removed = new ArrayList<>();
                while (rows.next()) {
                    removed.add(new FileId(rows.getObject("id", UUID.class)));
                }
                return removed;
            }
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
    }
}
