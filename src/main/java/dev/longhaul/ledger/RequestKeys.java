package dev.longhaul.ledger;

import dev.longhaul.job.JobId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Idempotency keys of requests about a job that there is, written in the transaction that does what is asked for. */
final class RequestKeys {

    private static final String RESERVE =
            """
            INSERT INTO idempotency_key (owner, key, job_id, fingerprint) VALUES (?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    private static final String SAME_REQUEST =
            """
            SELECT fingerprint = ? FROM idempotency_key WHERE owner = ? AND key = ?
            """;

    private RequestKeys() {}

    /**
     * Takes the key, unless it has been used; waits for who is about to.
     *
     * @param caller whose key it is
     */
    static boolean reserve(Connection connection, JobId job, String caller, IdempotencyKey key)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(RESERVE)) {
            insert.setString(1, caller);
            insert.setString(2, key.value());
            insert.setObject(3, job.value());
            insert.setString(4, key.fingerprint());
            return insert.executeUpdate() == 1;
        }
    }

    /** Whether the key was used for that very request. */
    static boolean isSameRequest(Connection connection, String caller, IdempotencyKey key)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SAME_REQUEST)) {
            select.setString(1, key.fingerprint());
            select.setString(2, caller);
            select.setString(3, key.value());
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
