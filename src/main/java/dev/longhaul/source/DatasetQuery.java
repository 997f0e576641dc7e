package dev.longhaul.source;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A dataset with what its parameters are.
 *
 * @param arguments by the names of the parameters; one that is missing is NULL
 * @param lastKey only the rows whose key is greater are read
 */
record DatasetQuery(Dataset dataset, Map<String, Object> arguments, Optional<String> lastKey) {

    /** Counts, if that is wanted, and opens the rows. All on one connection, and so in its snapshot. */
    Rows open(Connection connection, Backend backend, Runnable whenClosed) throws SQLException {
        Instant snapshot = now(connection);
        OptionalLong total = OptionalLong.empty();
        OptionalLong before = OptionalLong.empty();
        if (dataset.counted()) {
            long all = count(connection, DatasetSql.count(dataset), Optional.empty());
            total = OptionalLong.of(all);
            before =
                    OptionalLong.of(
                            lastKey.isEmpty()
                                    ? 0
                                    : all
                                            - count(
                                                    connection,
                                                    DatasetSql.countAfter(dataset),
                                                    lastKey));
        }
        String sql = lastKey.isEmpty() ? DatasetSql.rows(dataset) : DatasetSql.rowsAfter(dataset);
        return new Rows(
                dataset,
                connection,
                backend,
                bound(connection, sql, lastKey),
                snapshot,
                total,
                before,
                whenClosed);
    }

    /** The first statement of the transaction, which fixes what all of them see. */
    private static Instant now(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT current_timestamp");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getObject(1, OffsetDateTime.class).toInstant();
        }
    }

    private long count(Connection connection, String sql, Optional<String> after)
            throws SQLException {
        try (PreparedStatement statement = bound(connection, sql, after);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private PreparedStatement bound(Connection connection, String sql, Optional<String> after)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        List<String> names = dataset.sql().names();
        for (int i = 0; i < names.size(); i++) {
            bind(statement, i + 1, names.get(i), arguments.get(names.get(i)));
        }
        if (after.isPresent()) {
            // Text of no type, which the database reads as what the column is.
            statement.setObject(names.size() + 1, after.get(), Types.OTHER);
        }
        return statement;
    }

    private void bind(PreparedStatement statement, int place, String name, @Nullable Object value)
            throws SQLException {
        ParameterType type = dataset.parameter(name).orElseThrow().type();
        if (value == null) {
            statement.setNull(place, type.jdbcType(), type == ParameterType.UUID ? "uuid" : null);
        } else {
            statement.setObject(place, value, type.jdbcType());
        }
    }
}
