package dev.longhaul.source;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A dataset with what its parameters are.
 *
 * @param arguments by the names of the parameters; one that is missing is NULL
 * @param lastKey only the rows whose key is greater are read
 */
record DatasetQuery(Dataset dataset, Map<String, Object> arguments, Optional<String> lastKey) {

    /** Counts, if that is wanted, and opens the rows. All in the session's snapshot. */
    Rows open(Session session, Runnable whenClosed) throws SQLException {
        var sql = new DatasetSql(dataset, session.dialect());
        // The first statement of the transaction, which fixes what all of them see.
        Instant snapshot = session.dialect().now(session.connection());
        OptionalLong total = OptionalLong.empty();
        OptionalLong before = OptionalLong.empty();
        if (dataset.counted()) {
            long all = count(bound(session, sql.count()));
            total = OptionalLong.of(all);
            before =
                    OptionalLong.of(
                            lastKey.isEmpty()
                                    ? 0
                                    : all
                                            - count(
                                                    boundAfter(
                                                            session,
                                                            sql,
                                                            sql.countAfter(),
                                                            lastKey.get())));
        }
        PreparedStatement statement =
                lastKey.isEmpty()
                        ? bound(session, sql.rows())
                        : boundAfter(session, sql, sql.rowsAfter(), lastKey.get());
        return new Rows(dataset, session, statement, snapshot, total, before, whenClosed);
    }

    private static long count(PreparedStatement query) throws SQLException {
        try (PreparedStatement statement = query;
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private PreparedStatement boundAfter(
            Session session, DatasetSql sql, String statementText, String key) throws SQLException {
        PreparedStatement statement = bound(session, statementText);
        int place = dataset.sql().names().size() + 1;
        session.dialect().bindKey(statement, place, sql, key);
        return statement;
    }

    private PreparedStatement bound(Session session, String sql) throws SQLException {
        PreparedStatement statement = session.connection().prepareStatement(sql);
        List<String> names = dataset.sql().names();
        for (int i = 0; i < names.size(); i++) {
            ParameterType type = dataset.parameter(names.get(i)).orElseThrow().type();
            session.dialect().bind(statement, i + 1, type, arguments.get(names.get(i)));
        }
        return statement;
    }
}
