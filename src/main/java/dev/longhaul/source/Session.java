package dev.longhaul.source;

import java.sql.Connection;
import java.sql.SQLException;

/** A connection to a source, in a transaction that reads one snapshot. */
final class Session {

    private final Source source;
    private final Connection connection;
    private final Backend backend;
    private final boolean lent;

    private Session(Source source, Connection connection, Backend backend, boolean lent) {
        this.source = source;
        this.connection = connection;
        this.backend = backend;
        this.lent = lent;
    }

    /** Takes a connection out of the source's pool. */
    static Session begin(Source source) throws SQLException {
        Connection connection = source.connect();
        try {
            source.dialect().beginSnapshot(connection);
            return new Session(source, connection, new Backend(source, connection), false);
        } catch (SQLException | RuntimeException e) {
            giveBack(connection, e);
            throw e;
        }
    }

    /** The same for one of several queries: when it is closed, the transaction goes on. */
    Session lent() {
        return new Session(source, connection, backend, true);
    }

    Dialect dialect() {
        return source.dialect();
    }

    Connection connection() {
        return connection;
    }

    /** Gives the connection back after something failed. */
    void abandon(Exception failure) {
        giveBack(connection, failure);
    }

    /** Ends the query, over another connection. */
    void cancel() {
        backend.cancel();
    }

    /**
     * Gives the connection back.
     *
     * @param brokenOff whether there is more to read, so that the query may still be running in the database
     */
    void close(boolean brokenOff) throws SQLException {
        if (lent) {
            if (brokenOff) {
                source.dialect().discardRows(connection);
            }
            return;
        }
        boolean broken = false;
        try (connection) {
            if (brokenOff) {
                source.dialect().discardRows(connection);
            }
            connection.rollback();
        } catch (SQLException e) {
            broken = true;
            if (!brokenOff) {
                throw e;
            }
        } finally {
            // After the connection was given back: this may need its place in the pool. One that is
            // whole serves somebody else by now.
            if (broken) {
                backend.cancel();
            }
        }
    }

    /** Ends the transaction first: a connection that cannot do even that is not given to anybody again. */
    private static void giveBack(Connection connection, Exception failure) {
        try (connection) {
            connection.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }
}
