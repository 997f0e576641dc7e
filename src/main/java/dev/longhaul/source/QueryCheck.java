package dev.longhaul.source;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Has the databases look at queries, without running them: a misspelt column is found by the operator. One that does not
 * answer is asked and spoken of once.
 */
final class QueryCheck {

    private static final Logger LOG = Logger.getLogger(QueryCheck.class);

    private final Sources sources;
    private final Set<String> away = new HashSet<>();

    QueryCheck(Sources sources) {
        this.sources = sources;
    }

    /** What the database refuses. A database that is away refuses nothing. */
    Optional<DatasetError> check(Dataset dataset, DatasetFile file) {
        if (away.contains(dataset.source())) {
            return Optional.empty();
        }
        try {
            Source source = sources.source(dataset.source());
            try (Connection connection = source.connect()) {
                return check(new DatasetSql(dataset, source.dialect()), connection, file);
            }
        } catch (SQLException e) {
            away.add(dataset.source());
            LOG.warnf(
                    "The source '%s' is away, so the queries of its datasets are not checked now; exports of them fail until"
                            + " the source is back (%s)",
                    dataset.source(), e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<DatasetError> check(
            DatasetSql sql, Connection connection, DatasetFile file) throws SQLException {
        Dataset dataset = sql.dataset();
        try (PreparedStatement statement = connection.prepareStatement(dataset.sql().forJdbc())) {
            ResultSetMetaData columns = statement.getMetaData();
            if (dataset.counted()) {
                prepare(connection, sql.count());
            }
            return dataset.key().isPresent()
                    ? checkKey(connection, sql, dataset.key().get(), columns, file)
                    : Optional.empty();
        } catch (SQLException e) {
            if (SourceFailure.of(dataset, e) instanceof SourceFailure.Refused) {
                Dialect dialect = sql.dialect();
                return Optional.of(
                        file.atQuery(dialect.lineOf(e, dataset.sql()), dialect.words(e)));
            }
            throw e;
        }
    }

    private static Optional<DatasetError> checkKey(
            Connection connection,
            DatasetSql sql,
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
        try {
            prepare(connection, sql.rowsAfter());
            return Optional.empty();
        } catch (SQLException e) {
            if (SourceFailure.of(sql.dataset(), e) instanceof SourceFailure.Refused) {
                return Optional.of(
                        file.atKey(
                                "rows cannot be ordered by '"
                                        + key
                                        + "': "
                                        + sql.dialect().words(e)));
            }
            throw e;
        }
    }

    /** Both drivers have the server look at a statement when they are asked for its columns. */
    private static void prepare(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.getMetaData();
        }
    }
}
