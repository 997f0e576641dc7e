package dev.longhaul.ledger;

import static dev.longhaul.ledger.Columns.array;

import dev.longhaul.job.JobId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Writes the idempotency keys of jobs, within the transaction that inserts the jobs. */
final class KeysOfJobs {

    /** Waits for a transaction that is just writing the same key. */
    private static final String RESERVE_KEYS =
            """
            INSERT INTO idempotency_key (owner, key, job_id, fingerprint)
            SELECT * FROM unnest(?, ?, ?, ?) AS k (owner, key, job_id, fingerprint)
            ORDER BY owner, key
            ON CONFLICT DO NOTHING
            """;

    /**
     * Keys of jobs whose time is up and that nobody has removed yet. What is just being removed is not waited for, so
     * that neither waits for the other in a circle.
     */
    private static final String RELEASE_EXPIRED_KEYS =
            """
            WITH expired AS (
                SELECT job.id FROM unnest(?, ?, ?, ?) AS wanted (owner, key, job_id, fingerprint)
                JOIN idempotency_key held USING (owner, key)
                JOIN job ON job.id = held.job_id AND job.expires_at <= now()
                FOR UPDATE OF job SKIP LOCKED
            )
            DELETE FROM idempotency_key WHERE job_id IN (SELECT id FROM expired)
            """;

    private static final String RELEASE_KEYS = "DELETE FROM idempotency_key WHERE job_id = ANY (?)";

    private static final String HOLDERS_OF_KEYS =
            """
            SELECT wanted.job_id AS wanted, held.job_id AS holder, held.fingerprint = wanted.fingerprint AS same
            FROM unnest(?, ?, ?, ?) AS wanted (owner, key, job_id, fingerprint)
            JOIN idempotency_key held USING (owner, key)
            """;

    private KeysOfJobs() {}

    /**
     * Reserves the keys of all jobs that have one. Waits for transactions that are just writing the same ones.
     *
     * @param outcomes gets those jobs whose key leads to something else already
     */
    static void reserveKeys(Connection connection, List<NewJob> jobs, Map<UUID, Insertion> outcomes)
            throws SQLException {
        List<NewJob> keyed = jobs.stream().filter(job -> job.idempotencyKey().isPresent()).toList();
        if (keyed.isEmpty()) {
            return;
        }
        if (updateKeys(connection, RESERVE_KEYS, keyed) == keyed.size()) {
            return;
        }
        if (updateKeys(connection, RELEASE_EXPIRED_KEYS, keyed) > 0) {
            updateKeys(connection, RESERVE_KEYS, keyed);
        }
        try (PreparedStatement select = connection.prepareStatement(HOLDERS_OF_KEYS)) {
            bindKeys(connection, select, keyed);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    UUID wanted = rows.getObject("wanted", UUID.class);
                    Optional<JobId> holder =
                            Optional.ofNullable(rows.getObject("holder", UUID.class))
                                    .map(JobId::new);
                    if (holder.isEmpty() || !holder.get().value().equals(wanted)) {
                        outcomes.put(wanted, taken(holder, rows.getBoolean("same")));
                    }
                }
            }
        }
    }

    /** The job that has the key of another, for the same request. */
    static Optional<JobId> repeated(Connection connection, NewJob job) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(HOLDERS_OF_KEYS)) {
            bindKeys(connection, select, List.of(job));
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean("same")
                        ? Optional.ofNullable(row.getObject("holder", UUID.class)).map(JobId::new)
                        : Optional.empty();
            }
        }
    }

    /** Without a holder the key leads to a file. */
    private static Insertion taken(Optional<JobId> holder, boolean same) {
        return holder.isPresent() && same
                ? new Insertion.Repeated(holder.get())
                : new Insertion.KeyReused(holder);
    }

    private static int updateKeys(Connection connection, String sql, List<NewJob> keyed)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            bindKeys(connection, update, keyed);
            return update.executeUpdate();
        }
    }

    private static void bindKeys(
            Connection connection, PreparedStatement statement, List<NewJob> keyed)
            throws SQLException {
        statement.setArray(1, array(connection, "text", keyed, NewJob::owner));
        statement.setArray(
                2,
                array(
                        connection,
                        "text",
                        keyed,
                        job -> job.idempotencyKey().orElseThrow().value()));
        statement.setArray(3, array(connection, "uuid", keyed, job -> job.id().value()));
        statement.setArray(
                4,
                array(
                        connection,
                        "text",
                        keyed,
                        job -> job.idempotencyKey().orElseThrow().fingerprint()));
    }

    /** A key stays with a job only; what was refused can be sent again under it. */
    static void releaseKeys(Connection connection, Map<UUID, Insertion> outcomes)
            throws SQLException {
        List<UUID> refused =
                outcomes.entrySet().stream()
                        .filter(outcome ->
                                outcome.getValue() instanceof Insertion.AlreadyRunning
                                        || outcome.getValue() instanceof Insertion.FileGone)
                        .map(Map.Entry::getKey)
                        .toList();
        if (refused.isEmpty()) {
            return;
        }
        try (PreparedStatement release = connection.prepareStatement(RELEASE_KEYS)) {
            release.setArray(1, array(connection, "uuid", refused, id -> id));
            release.executeUpdate();
        }
    }
}
