package dev.longhaul.source;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
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
            ResultSetMetaData columns = statement.getMetaData();
            return dataset.key().isPresent()
                    ? checkKey(connection, dataset, dataset.key().get(), columns, file)
                    : Optional.empty();
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

    private static Optional<DatasetError> checkKey(
            Connection connection,
            Dataset dataset,
            String key,
            ResultSetMetaData columns,
            DatasetFile file)
            throws SQLException {
        var names = new ArrayList<String>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            names.add(columns.getColumnLabel(i));
        }
        if (Collections.frequency(names, key) != 1) {
            return Optional.of(
                    file.atKey(
                            "'key' has to name one column of the query, which '"
                                    + key
                                    + "' does not; it has: "
                                    + String.join(", ", names)));
        }
        try (PreparedStatement ordered =
                connection.prepareStatement(DatasetSql.rowsAfter(dataset))) {
            ordered.getMetaData();
            return Optional.empty();
        } catch (SQLException e) {
            if (SourceFailure.of(dataset, e) instanceof SourceFailure.Refused) {
                return Optional.of(
                        file.atKey("rows cannot be ordered by '" + key + "': " + words(e)));
            }
            throw e;
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
