package dev.longhaul.source;

import java.sql.Connection;
import java.sql.SQLException;
import org.jboss.logging.Logger;

/** The server's end of a connection, which goes on with its query when the connection breaks. */
final class Backend {

    private static final Logger LOG = Logger.getLogger(Backend.class);

    private final Source source;
    private final long session;

    Backend(Source source, Connection connection) throws SQLException {
        this.source = source;
        this.session = source.dialect().sessionOf(connection);
    }

    /** Ends what it is doing, over a connection of its own, for that of the query may be broken. */
    void cancel() {
        try (Connection connection = source.connect()) {
            source.dialect().cancel(connection, session);
        } catch (SQLException e) {
            LOG.warnf(
                    "The query of a stopped job could not be canceled and goes on in the source '%s', in session %d (%s)",
                    source.name(), session, e.getMessage());
        }
    }
}
