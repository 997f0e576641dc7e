package dev.longhaul.source;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Has the database look at a query at start, without running it: a misspelt column is found by the operator. */
@Singleton
class QueryCheck {

    private static final Logger LOG = Logger.getLogger(QueryCheck.class);

    private final Sources sources;

    QueryCheck(Sources sources) {
        this.sources = sources;
    }

    /** What the database refuses. A database that is away refuses nothing. */
    Optional<DatasetError> check(Dataset dataset, DatasetFile file) {
        try (Connection connection = sources.connect(dataset.source());
                PreparedStatement statement =
                        connection.prepareStatement(dataset.sql().forJdbc())) {
            statement.getMetaData();
            return Optional.empty();
        } catch (SQLException e) {
            if (SourceFailure.of(dataset, e) instanceof SourceFailure.Refused) {
                return Optional.of(file.atServerPosition(position(e), words(e)));
            }
            LOG.warnf(
                    "The source '%s' is away, so the query of the dataset '%s' is not checked now; exports of it fail until"
                            + " the source is back (%s)",
                    dataset.source(), dataset.name(), e.getMessage());
            return Optional.empty();
        }
    }

    private static int position(SQLException e) {
        return server(e).map(ServerErrorMessage::getPosition).orElse(0);
    }

    private static String words(SQLException e) {
        return server(e)
                .map(ServerErrorMessage::getMessage)
                .orElseGet(() -> String.valueOf(e.getMessage()));
    }

    private static Optional<ServerErrorMessage> server(SQLException e) {
        return e instanceof PSQLException postgres
                ? Optional.ofNullable(postgres.getServerErrorMessage())
                : Optional.empty();
    }
}
