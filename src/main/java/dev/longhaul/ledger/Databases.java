package dev.longhaul.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.sql.DataSource;

/** What the ledger's statements have in common when PostgreSQL answers with an error. */
final class Databases {

    private static final int TRIES = 3;
    private static final int PROMPT_MILLIS = 5_000;

    private Databases() {}

    /**
     * Whether the database understood and refused, as opposed to being away: data exceptions and violated
     * constraints (SQLSTATE classes 22 and 23). Such a statement would be refused again.
     */
    static boolean refusedTheData(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }

    /**
     * Whether the same statement may well succeed in a moment: the connection broke or was ended from the other side, or
     * the transaction met another (SQLSTATE classes 08 and 40, and 57P).
     */
    static boolean mayPass(SQLException e) {
        String state = e.getSQLState();
        return state != null
                && (state.startsWith("08") || state.startsWith("40") || state.startsWith("57P"));
    }

    /** Work on a connection. */
    @FunctionalInterface
    interface Work<R> {
        R on(Connection connection) throws SQLException;
    }

    /**
     * A connection for the engine's own short statements, which soon fails where the database is silent: a lease is short.
     * The patience of the pool's settings is for what may take long, such as a migration.
     */
    static Connection promptly(DataSource database) throws SQLException {
        Connection connection = database.getConnection();
        if (connection.getNetworkTimeout() != PROMPT_MILLIS) {
            connection.setNetworkTimeout(Runnable::run, PROMPT_MILLIS);
        }
        return connection;
    }

    /**
     * Does work that may be done twice. Where the connection turns out to be dead, as all in the pool are after a restart
     * of the database, it is done at once on others: what it was needed for may not have the time to come back.
     *
     * @throws SQLException if the database is away
     */
    static <R> R persistently(DataSource database, Work<R> work) throws SQLException {
        for (int i = 1; ; i++) {
            try (Connection connection = promptly(database)) {
                return work.on(connection);
            } catch (SQLException e) {
                if (i == TRIES || !mayPass(e)) {
                    throw e;
                }
            }
        }
    }

    /** Work within a transaction. */
    @FunctionalInterface
    interface Steps<R> {
        R take() throws SQLException;
    }

    /** Takes all steps, or none if one of them throws. */
    static <R> R inTransaction(Connection connection, Steps<R> steps) throws SQLException {
        connection.setAutoCommit(false);
        try {
            R outcome = steps.take();
            connection.commit();
            return outcome;
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /**
     * Waits for a grouped call.
     *
     * @throws LedgerUnavailable if it did not come about
     */
    static <O> O await(CompletableFuture<O> outcome) {
        try {
            return outcome.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw LedgerUnavailable.because(cause);
            }
            throw e;
        }
    }

    /** The same outcome, with {@link LedgerUnavailable} where it did not come about. */
    static <O> CompletableFuture<O> translated(CompletableFuture<O> outcome) {
        return outcome.exceptionallyCompose(e ->
                CompletableFuture.failedFuture(
                        e instanceof SQLException cause ? LedgerUnavailable.because(cause) : e));
    }
}
