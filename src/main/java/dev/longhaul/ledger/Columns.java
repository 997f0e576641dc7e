package dev.longhaul.ledger;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Moves values between Java and PostgreSQL: arrays for {@code unnest} on the way in, optionals on the way out. */
final class Columns {

    private Columns() {}

    /**
     * One column of a batch, as an array of the SQL type {@code type}. PostgreSQL's text holds no NUL, and no ending may be
     * refused for the words of an exception or the name of a file: another character takes its place.
     */
    static <T> Array array(
            Connection connection, String type, List<T> items, Function<T, @Nullable Object> value)
            throws SQLException {
        return connection.createArrayOf(
                type, items.stream().map(value).map(Columns::storable).toArray());
    }

    private static @Nullable Object storable(@Nullable Object value) {
        return value instanceof String text ? text.replace('\0', '\uFFFD') : value;
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static Optional<Instant> optionalInstant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    static Optional<String> optionalText(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    static Optional<Duration> optionalMillis(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Duration.ofMillis(value));
    }

    static OptionalLong optionalLong(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
