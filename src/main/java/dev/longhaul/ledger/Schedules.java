package dev.longhaul.ledger;

import dev.longhaul.job.FileId;
import dev.longhaul.job.JobId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The schedules as their owners write and read them. What they write is guarded by the edition that they saw. */
@Singleton
public class Schedules {

    /**
     * What an owner writes.
     *
     * @param pattern a job as the schedule would make it now; its files stay for as long as the schedule refers to them
     */
    public record Text(
            String timing, String job, boolean paused, Instant nextFire, NewJob pattern) {}

    /** What became of what an owner wrote. */
    public sealed interface Writing {

        /** It is written. */
        record Written(ScheduleRecord schedule) implements Writing {}

        /** Somebody else has written meanwhile, or it has fired. */
        record Overtaken() implements Writing {}

        /** A file that the job refers to has just gone. */
        record FileGone(FileId file) implements Writing {}
    }

    private static final String FIND = "SELECT * FROM schedule WHERE owner = ? AND name = ?";

    private static final String PAGE =
            """
            SELECT * FROM schedule WHERE (?::text IS NULL OR owner = ?) AND (?::uuid IS NULL OR id < ?)
            ORDER BY id DESC LIMIT ?
            """;

    private static final String INSERT =
            """
            INSERT INTO schedule (id, owner, name, timing, job, paused, next_fire)
            VALUES (?, ?, ?, ?::json, ?::json, ?, ?)
            ON CONFLICT DO NOTHING
            RETURNING *
            """;

    /** A fire that waits is of the old times, unless those are the new ones too. */
    private static final String REPLACE =
            """
            UPDATE schedule SET timing = ?::json, job = ?::json, paused = ?, next_fire = ?,
                pending_fire = CASE WHEN next_fire = ? THEN pending_fire END,
                edition = edition + 1, version = version + 1, updated_at = now(), last_error = NULL, last_error_at = NULL
            WHERE id = ? AND edition = ? AND next_fire = ?
            RETURNING *
            """;

    private static final String PAUSE =
            """
            UPDATE schedule SET paused = ?, edition = edition + 1, version = version + 1, updated_at = now()
            WHERE id = ? AND paused <> ?
            """;

    private static final String REMOVE = "DELETE FROM schedule WHERE id = ? AND edition = ?";

    static final String LATEST =
            """
            SELECT id FROM job WHERE schedule_id = ? AND status = 'succeeded' AND expires_at > now()
            ORDER BY id DESC LIMIT 1
            """;

    private static final String HAD_RESULT =
            """
            SELECT EXISTS (SELECT FROM expired_job WHERE schedule_id = ?)
                OR EXISTS (SELECT FROM job WHERE schedule_id = ? AND status = 'succeeded')
            """;

    private final DataSource database;

    Schedules(DataSource database) {
        this.database = database;
    }

    /**
     * The schedule of that name.
     *
     * @throws LedgerUnavailable if the database is away
     */
    public Optional<ScheduleRecord> find(String owner, String name) {
        return on(connection -> one(connection, FIND, owner, name));
    }

    /**
     * Schedules, the newest first.
     *
     * @param owner whose; empty: everybody's
     * @param last upon which they follow
     * @throws LedgerUnavailable if the database is away
     */
    public List<ScheduleRecord> page(Optional<String> owner, Optional<UUID> last, int limit) {
        return on(connection -> {
            String of = owner.orElse(null);
            UUID below = last.orElse(null);
            return all(connection, PAGE, of, of, below, below, limit);
        });
    }

    /**
     * Makes a schedule.
     *
     * @throws LedgerUnavailable if the database is away
     */
    public Writing insert(UUID id, String owner, String name, Text text) {
        return write(
                text,
                connection ->
                        one(
                                connection,
                                INSERT,
                                id,
                                owner,
                                name,
                                text.timing(),
                                text.job(),
                                text.paused(),
                                time(text.nextFire())));
    }

    /**
     * Replaces a schedule, if it is still what its owner saw and has not fired since: the next fire was chosen by what was
     * seen. Its runs stay its runs.
     *
     * @throws LedgerUnavailable if the database is away
     */
    public Writing replace(ScheduleRecord seen, Text text) {
        return write(
                text,
                connection ->
                        one(
                                connection,
                                REPLACE,
                                text.timing(),
                                text.job(),
                                text.paused(),
                                time(text.nextFire()),
                                time(text.nextFire()),
                                seen.id(),
                                seen.edition(),
                                time(seen.nextFire())));
    }

    private Writing write(Text text, Databases.Work<Optional<ScheduleRecord>> statement) {
        return on(connection ->
                Databases.inTransaction(connection, () -> write(connection, text, statement)));
    }

    private static Writing write(
            Connection connection, Text text, Databases.Work<Optional<ScheduleRecord>> statement)
            throws SQLException {
        Map<UUID, Insertion> outcomes = new HashMap<>();
        JobFiles.hold(connection, List.of(text.pattern()), outcomes);
        for (Insertion outcome : outcomes.values()) {
            if (outcome instanceof Insertion.FileGone(FileId file)) {
                return new Writing.FileGone(file);
            }
        }
        Optional<ScheduleRecord> written = statement.on(connection);
        if (written.isEmpty()) {
            return new Writing.Overtaken();
        }
        JobFiles.release(connection, written.get().id());
        JobFiles.tie(connection, written.get().id(), text.pattern().files());
        return new Writing.Written(written.get());
    }

    /**
     * Keeps a schedule from firing, or lets it again.
     *
     * @throws LedgerUnavailable if the database is away
     */
    public void setPaused(UUID id, boolean paused) {
        on(connection -> execute(connection, PAUSE, paused, id, paused));
    }

    /**
     * Removes a schedule, if it is still what its owner saw. Its jobs stay.
     *
     * @return whether it was
     * @throws LedgerUnavailable if the database is away
     */
    public boolean remove(ScheduleRecord seen) {
        return on(connection ->
                Databases.inTransaction(
                        connection,
                        () -> {
                            boolean removed =
                                    execute(connection, REMOVE, seen.id(), seen.edition()) > 0;
                            if (removed) {
                                JobFiles.release(connection, seen.id());
                            }
                            return removed;
                        }));
    }

    /**
     * The newest run that succeeded and has not expired.
     *
     * @throws LedgerUnavailable if the database is away
     */
    public Optional<JobId> latest(UUID id) {
        return on(connection -> {
            try (PreparedStatement select = prepare(connection, LATEST, id);
                    ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new JobId(row.getObject("id", UUID.class)))
                        : Optional.empty();
            }
        });
    }

    /**
     * Whether a run has succeeded, as far as that is remembered.
     *
     * @throws LedgerUnavailable if the database is away
     */
    public boolean hadResult(UUID id) {
        return on(connection -> {
            try (PreparedStatement select = prepare(connection, HAD_RESULT, id, id);
                    ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        });
    }

    private <R> R on(Databases.Work<R> work) {
        try {
            return Databases.persistently(database, work);
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static int execute(Connection connection, String sql, @Nullable Object... values)
            throws SQLException {
        try (PreparedStatement update = prepare(connection, sql, values)) {
            return update.executeUpdate();
        }
    }

    static Optional<ScheduleRecord> one(
            Connection connection, String sql, @Nullable Object... values) throws SQLException {
        return all(connection, sql, values).stream().findFirst();
    }

    static List<ScheduleRecord> all(Connection connection, String sql, @Nullable Object... values)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values);
                ResultSet row = statement.executeQuery()) {
            var schedules = new ArrayList<ScheduleRecord>();
            while (row.next()) {
                schedules.add(ScheduleRecord.read(row));
            }
            return schedules;
        }
    }

    static PreparedStatement prepare(Connection connection, String sql, @Nullable Object... values)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
