package dev.longhaul.ledger;

import dev.longhaul.job.FileId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Records files that callers brought under an idempotency key, the key in the file's own transaction. */
@Singleton
public class KeyedUploads {

    /** What became of a file that was to be recorded. */
    public sealed interface Outcome {

        /** It is on record. */
        record Recorded() implements Outcome {}

        /** The same came before under the same key, as this file. */
        record Repeated(Upload before) implements Outcome {}

        /** The key was used before, for something else. */
        record KeyReused() implements Outcome {}
    }

    /** Waits for a transaction that is just writing the same key. */
    private static final String RESERVE =
            """
            INSERT INTO idempotency_key (owner, key, file_id, fingerprint) VALUES (?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    /** What the key led to may be overdue without having been removed. */
    private static final String RELEASE_EXPIRED =
            """
            DELETE FROM idempotency_key held WHERE owner = ? AND key = ? AND (
                EXISTS (SELECT FROM upload WHERE upload.id = held.file_id
                    AND (gone_at IS NOT NULL OR jobs = 0 AND kept_until <= now()))
                OR EXISTS (SELECT FROM job WHERE job.id = held.job_id AND expires_at <= now()))
            """;

    private static final String HOLDER =
            "SELECT file_id, fingerprint = ? AS same FROM idempotency_key WHERE owner = ? AND key = ?";

    private final DataSource database;

    KeyedUploads(DataSource database) {
        this.database = database;
    }

    /**
     * Records a file whose bytes are durable, unless its key stands against it. Doing so again changes nothing.
     *
     * @param kept how long it stays if no job comes to refer to it
     * @throws LedgerUnavailable if the database did not take it; it may have, where the connection broke
     */
    public Outcome insert(Upload upload, Duration kept, IdempotencyKey key) {
        try {
            return Databases.persistently(
                    database, connection -> inTransaction(connection, upload, kept, key));
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
    }

    private static Outcome inTransaction(
            Connection connection, Upload upload, Duration kept, IdempotencyKey key)
            throws SQLException {
        connection.setAutoCommit(false);
        boolean recorded = false;
        try {
            Uploads.insert(connection, List.of(upload), kept);
            Outcome outcome = underKey(connection, upload, key);
            recorded = outcome instanceof Outcome.Recorded;
            if (recorded) {
                connection.commit();
            }
            return outcome;
        } finally {
            if (!recorded) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        }
    }

    private static Outcome underKey(Connection connection, Upload upload, IdempotencyKey key)
            throws SQLException {
        if (reserve(connection, upload, key)
                || (releaseExpired(connection, upload.owner(), key)
                        && reserve(connection, upload, key))) {
            return new Outcome.Recorded();
        }
        try (PreparedStatement select = connection.prepareStatement(HOLDER)) {
            select.setString(1, key.fingerprint());
            select.setString(2, upload.owner());
            select.setString(3, key.value());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("the key was neither free nor taken", "40001");
                }
                Optional<FileId> holder =
                        Optional.ofNullable(row.getObject("file_id", UUID.class)).map(FileId::new);
                return holder.isPresent() && row.getBoolean("same")
                        ? repeated(connection, upload, holder.get())
                        : new Outcome.KeyReused();
            }
        }
    }

    /** Its own key is that of an earlier try whose answer was lost. */
    private static Outcome repeated(Connection connection, Upload upload, FileId holder)
            throws SQLException {
        if (holder.equals(upload.id())) {
            return new Outcome.Recorded();
        }
        Upload before = Uploads.find(connection, List.of(holder), upload.owner()).get(holder);
        if (before == null) {
            throw new SQLException("the file went while its key was looked at", "40001");
        }
        return new Outcome.Repeated(before);
    }

    private static boolean reserve(Connection connection, Upload upload, IdempotencyKey key)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(RESERVE)) {
            insert.setString(1, upload.owner());
            insert.setString(2, key.value());
            insert.setObject(3, upload.id().value());
            insert.setString(4, key.fingerprint());
            return insert.executeUpdate() == 1;
        }
    }

    private static boolean releaseExpired(Connection connection, String owner, IdempotencyKey key)
            throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(RELEASE_EXPIRED)) {
            delete.setString(1, owner);
            delete.setString(2, key.value());
            return delete.executeUpdate() == 1;
        }
    }
}
