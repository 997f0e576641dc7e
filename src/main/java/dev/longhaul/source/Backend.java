package dev.longhaul.source;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;

/** The process at the other end of a connection, which goes on with its query when the connection breaks. */
final class Backend {

    private static final Logger LOG = Logger.getLogger(Backend.class);

    /** Opens another connection to the same database. */
    @FunctionalInterface
    interface Connector {
        Connection connect() throws SQLException;
    }

    private final int processId;
    private final Connector another;

    /**
     * @throws SQLException if the connection is not one of PostgreSQL
     */
    Backend(Connection connection, Connector another) throws SQLException {
        this.processId = connection.unwrap(PGConnection.class).getBackendPID();
        this.another = another;
    }

    /** Ends what it is doing, over a connection of its own, for that of the query may be broken. */
    void cancel() {
        try (Connection connection = another.connect();
                PreparedStatement cancel =
                        connection.prepareStatement("SELECT pg_cancel_backend(?)")) {
            cancel.setInt(1, processId);
            cancel.execute();
        } catch (SQLException e) {
            LOG.warnf(
                    "The query of a stopped job could not be canceled and goes on in its database, in process %d (%s)",
                    processId, e.getMessage());
        }
    }
}
