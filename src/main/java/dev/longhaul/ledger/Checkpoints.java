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
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Where the next attempt at a job can go on: the newest checkpoint of each. */
@Singleton
public class Checkpoints {

    private static final String SAVE =
            """
            WITH saved AS (
                SELECT * FROM unnest(?, ?, ?, ?) AS s (id, attempt, state, result_bytes)
            ), held AS (
                SELECT job.id, job.attempt FROM job JOIN saved s
                    ON job.id = s.id AND job.attempt = s.attempt AND job.status = 'running'
                ORDER BY job.id
                FOR NO KEY UPDATE OF job
            )
            INSERT INTO checkpoint (job_id, attempt, state, result_bytes)
            SELECT id, attempt, s.state::json, s.result_bytes FROM held JOIN saved s USING (id, attempt)
            ON CONFLICT (job_id) DO UPDATE SET
                attempt = excluded.attempt, state = excluded.state, result_bytes = excluded.result_bytes
            RETURNING job_id, attempt
            """;

    private static final String FIND =
            """
            SELECT attempt, state, result_bytes FROM checkpoint WHERE job_id = ?
            """;

    /** A newer attempt may rely on the checkpoint, or have saved its own. */
    private static final String FORGET =
            """
            DELETE FROM checkpoint USING job
            WHERE checkpoint.job_id = ? AND checkpoint.attempt <= ?
                AND job.id = checkpoint.job_id AND job.attempt = ?
            """;

    private static final int MOST_CHECKPOINTS = 100;

    /** Characters in one statement. */
    private static final int MOST_CHARACTERS = 1 << 20;

    /**
     * What an attempt saved.
     *
     * @param attempt the one that saved it
     * @param state JSON
     * @param resultBytes how much of that attempt's staged result is durable, if it had begun one
     */
    public record Checkpoint(int attempt, String state, OptionalLong resultBytes) {}

    private record Entry(Leases.Hold hold, String state, @Nullable Long resultBytes) {}

    private final DataSource database;
    private final GroupedCalls<Entry, Boolean> saves =
            new GroupedCalls<>(
                    new GroupedCalls.Limits(1, MOST_CHECKPOINTS, MOST_CHARACTERS),
                    entry -> entry.state().length(),
                    this::write);

    Checkpoints(DataSource database) {
        this.database = database;
    }

    /**
     * Saves a checkpoint in the place of the one before, if the attempt still holds its job.
     *
     * @param state JSON
     * @param resultBytes how much of the attempt's staged result is durable, if it has begun one
     * @return false if somebody else ended the attempt
     * @throws LedgerUnavailable if the database is away; saving the same again is safe
     */
    public boolean save(Leases.Hold hold, String state, OptionalLong resultBytes) {
        Long bytes = resultBytes.isPresent() ? resultBytes.getAsLong() : null;
        return Databases.await(saves.submit(new Entry(hold, state, bytes)));
    }

    private List<Boolean> write(List<Entry> entries) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(SAVE)) {
            insert.setArray(
                    1, array(connection, "uuid", entries, entry -> entry.hold().job().value()));
            insert.setArray(2, array(connection, "int4", entries, entry -> entry.hold().attempt()));
            insert.setArray(3, array(connection, "text", entries, Entry::state));
            insert.setArray(4, array(connection, "int8", entries, Entry::resultBytes));
            Set<Leases.Hold> saved = new HashSet<>();
            try (ResultSet rows = insert.executeQuery()) {
                while (rows.next()) {
                    JobId job = new JobId(rows.getObject(1, UUID.class));
                    saved.add(new Leases.Hold(job, rows.getInt(2)));
                }
            }
            return entries.stream().map(entry -> saved.contains(entry.hold())).toList();
        }
    }

    /**
     * The newest checkpoint of a job.
     *
     * @throws LedgerUnavailable if the database is away
     */
    public Optional<Checkpoint> find(JobId job) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(FIND)) {
            select.setObject(1, job.value());
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(
                                new Checkpoint(
                                        row.getInt("attempt"),
                                        row.getString("state"),
                                        Columns.optionalLong(row, "result_bytes")))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
    }

    /**
     * Removes the checkpoint of the attempt or of one before, unless a newer attempt has begun.
     *
     * @throws LedgerUnavailable if the database is away
     */
    public void forget(Leases.Hold hold) {
        try (Connection connection = database.getConnection();
                PreparedStatement delete = connection.prepareStatement(FORGET)) {
            delete.setObject(1, hold.job().value());
            delete.setInt(2, hold.attempt());
            delete.setInt(3, hold.attempt());
            delete.executeUpdate();
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
    }
}
