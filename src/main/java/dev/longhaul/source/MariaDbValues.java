package dev.longhaul.source;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Calendar;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/** From the text protocol of MariaDB and MySQL to ours. The session's zone is UTC, its character set utf8mb4. */
enum MariaDbValues implements ColumnValues {
    /** Bytes in UTF-8 as they came. */
    TEXT(Column.Kind.TEXT),
    JSON(Column.Kind.JSON),
    /** What the driver gives only as a string, such as times, which may be longer than a day. */
    STRING(Column.Kind.TEXT) {
        @Override
        public byte @Nullable [] raw(ResultSet rows, int column) throws SQLException {
            return string(rows, column);
        }
    },
    DATE(Column.Kind.DATE) {
        @Override
        public byte @Nullable [] raw(ResultSet rows, int column) throws SQLException {
            return string(rows, column);
        }
    },
    INTEGER(Column.Kind.INTEGER),
    /** Also {@code bigint unsigned}, which needs more than 63 bits. */
    DECIMAL(Column.Kind.DECIMAL),
    DOUBLE(Column.Kind.DOUBLE),
    /** {@code tinyint(1)} and {@code bit(1)}: everything but 0 is true. */
    BOOLEAN(Column.Kind.BOOLEAN) {
        @Override
        public byte @Nullable [] raw(ResultSet rows, int column) throws SQLException {
            boolean value = rows.getBoolean(column);
            return rows.wasNull() ? null : value ? TRUE : FALSE;
        }

        @Override
        void bindKey(PreparedStatement statement, int place, String key) throws SQLException {
            statement.setBoolean(place, Boolean.parseBoolean(key));
        }
    },
    /** {@code bit(8)}: the number that the bits make, without a sign. */
    BITS(Column.Kind.DECIMAL) {
        @Override
        public byte @Nullable [] raw(ResultSet rows, int column) throws SQLException {
            return rows.getBytes(column);
        }

        @Override
        public byte[] canonical(byte[] value) {
            return new BigInteger(1, value).toString().getBytes(US_ASCII);
        }

        @Override
        public byte[] key(byte[] value) {
            return canonical(value);
        }
    },
    /** A moment: {@code 2026-11-20 17:30:00.500} becomes {@code 2026-11-20T17:30:00.5Z} (RFC 3339). */
    TIMESTAMP(Column.Kind.TIMESTAMPTZ) {
        @Override
        public byte @Nullable [] raw(ResultSet rows, int column) throws SQLException {
            return dateTime(rows, column);
        }

        @Override
        public byte[] canonical(byte[] value) {
            if (value["2026-11-20".length()] != 'T') {
                return value;
            }
            byte[] canonical = Arrays.copyOf(value, value.length + 1);
            canonical[value.length] = 'Z';
            return canonical;
        }
    },
    /** No zone is known and none is invented: {@code 2026-11-20T17:30:00}. */
    DATETIME(Column.Kind.TIMESTAMP) {
        @Override
        public byte @Nullable [] raw(ResultSet rows, int column) throws SQLException {
            return dateTime(rows, column);
        }
    },
    /** Also what is stored of geometries. */
    BINARY(Column.Kind.BINARY) {
        @Override
        public byte[] canonical(byte[] value) {
            return Base64.getEncoder().encode(value);
        }

        @Override
        public byte[] key(byte[] value) {
            return canonical(value);
        }

        @Override
        void bindKey(PreparedStatement statement, int place, String key) throws SQLException {
            statement.setBytes(place, Base64.getDecoder().decode(key));
        }
    };

    private static final byte[] TRUE = "true".getBytes(US_ASCII);
    private static final byte[] FALSE = "false".getBytes(US_ASCII);

    private final Column.Kind kind;

    MariaDbValues(Column.Kind kind) {
        this.kind = kind;
    }

    @Override
    public Column.Kind kind() {
        return kind;
    }

    private boolean isNumber() {
        return switch (kind) {
            case INTEGER, DECIMAL, DOUBLE -> true;
            case TEXT, BOOLEAN, DATE, TIME, TIMESTAMP, TIMESTAMPTZ, JSON, BINARY -> false;
        };
    }

    @Override
    public byte @Nullable [] raw(ResultSet rows, int column) throws SQLException {
        return isNumber() ? string(rows, column) : rows.getBytes(column);
    }

    @Override
    public byte[] canonical(byte[] value) {
        return isNumber() ? withoutZerosInFront(value) : value;
    }

    /** Binds what {@link #key} gave. */
    void bindKey(PreparedStatement statement, int place, String key) throws SQLException {
        if (isNumber()) {
            statement.setBigDecimal(place, new BigDecimal(key));
        } else {
            statement.setString(place, key);
        }
    }

    /**
     * How the values of a column are read.
     *
     * @param column from 1
     */
    static MariaDbValues ofColumn(ResultSetMetaData columns, int column) throws SQLException {
        String name = columns.getColumnTypeName(column);
        return switch (name) {
            case "JSON" -> JSON;
            case "YEAR" -> INTEGER;
            case "DATE" -> DATE;
            case "TIMESTAMP" -> TIMESTAMP;
            case "DATETIME" -> DATETIME;
            case "CHAR", "VARCHAR", "TINYTEXT", "TEXT", "MEDIUMTEXT", "LONGTEXT" -> TEXT;
            default -> ofJdbcType(columns.getColumnType(column), columns.isSigned(column));
        };
    }

    private static MariaDbValues ofJdbcType(int type, boolean signed) {
        return switch (type) {
            case Types.BOOLEAN -> BOOLEAN;
            case Types.BIT -> BITS;
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER -> INTEGER;
            case Types.BIGINT -> signed ? INTEGER : DECIMAL;
            case Types.DECIMAL, Types.NUMERIC -> DECIMAL;
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> DOUBLE;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> BINARY;
            default -> STRING;
        };
    }

    /** {@code ZEROFILL} writes zeros in front, which no number in JSON has. */
    private static byte[] withoutZerosInFront(byte[] number) {
        int start = 0;
        while (start < number.length - 1
                && number[start] == '0'
                && Character.isDigit(number[start + 1])) {
            start++;
        }
        return start == 0 ? number : Arrays.copyOfRange(number, start, number.length);
    }

    private static byte @Nullable [] string(ResultSet rows, int column) throws SQLException {
        String value = rows.getString(column);
        return value == null ? null : value.getBytes(UTF_8);
    }

    /**
     * With a {@code T} in between, unless the calendar has no such day ({@code 0000-00-00}), which stays as it is. The
     * driver's own text of a time is only good for that: it goes through the zone of this process, which may lack an hour,
     * and writes fractions of less than six digits wrongly.
     */
    private static byte @Nullable [] dateTime(ResultSet rows, int column) throws SQLException {
        String text = rows.getString(column);
        if (text == null) {
            return null;
        }
        Timestamp moment = isOfTheCalendar(text) ? rows.getTimestamp(column, utc()) : null;
        return (moment == null
                        ? text
                        : DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
                                moment.toInstant().atOffset(ZoneOffset.UTC)))
                .getBytes(US_ASCII);
    }

    /** Gregorian from the first year on, as the database counts; Java's usual one turns Julian before 1582. */
    private static Calendar utc() {
        return new Calendar.Builder()
                .setCalendarType("iso8601")
                .setTimeZone(TimeZone.getTimeZone("UTC"))
                .build();
    }

    private static boolean isOfTheCalendar(String text) {
        try {
            LocalDate.parse(text.substring(0, "2026-11-20".length()));
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
