package dev.longhaul.source;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;
import java.util.HexFormat;

/**
 * From PostgreSQL's text format to ours, byte for byte and without objects in between: an export does this for every
 * value. The session has {@code DateStyle} ISO and {@code TimeZone} UTC.
 */
enum PostgreSqlValues implements ColumnValues {
    // Our text is PostgreSQL's.
    AS_IS(Column.Kind.TEXT),
    INTEGER(Column.Kind.INTEGER),
    DECIMAL(Column.Kind.DECIMAL),
    DOUBLE(Column.Kind.DOUBLE),
    DATE(Column.Kind.DATE),
    TIME(Column.Kind.TIME),
    JSON(Column.Kind.JSON),
    /** {@code t} and {@code f}. */
    BOOLEAN(Column.Kind.BOOLEAN) {
        @Override
        public byte[] canonical(byte[] value) {
            return value[0] == 't' ? TRUE : FALSE;
        }
    },
    /** {@code 2026-11-20 17:30:00.5+00} becomes {@code 2026-11-20T17:30:00.5Z} (RFC 3339). */
    TIMESTAMP_WITH_ZONE(Column.Kind.TIMESTAMPTZ) {
        @Override
        public byte[] canonical(byte[] value) {
            int length = value.length;
            if (length < SHORTEST_TIMESTAMP || value[length - 3] != '+') {
                // infinity, or a year before Christ, which RFC 3339 cannot say.
                return value;
            }
            byte[] canonical = new byte[length - 2];
            System.arraycopy(value, 0, canonical, 0, length - 3);
            canonical[length - 3] = 'Z';
            return withT(canonical);
        }
    },
    /** No zone is known and none is invented: {@code 2026-11-20T17:30:00}. */
    TIMESTAMP(Column.Kind.TIMESTAMP) {
        @Override
        public byte[] canonical(byte[] value) {
            return value.length < SHORTEST_TIMESTAMP - 3 ? value : withT(value.clone());
        }
    },
    BINARY(Column.Kind.BINARY) {
        @Override
        public byte[] canonical(byte[] value) {
            return Base64.getEncoder().encode(value);
        }

        /** As PostgreSQL reads it. */
        @Override
        public byte[] key(byte[] value) {
            return ("\\x" + HexFormat.of().formatHex(value)).getBytes(US_ASCII);
        }
    };

    private static final byte[] TRUE = "true".getBytes(US_ASCII);
    private static final byte[] FALSE = "false".getBytes(US_ASCII);
    private static final int SHORTEST_TIMESTAMP = "2026-11-20 17:30:00+00".length();

    private final Column.Kind kind;

    PostgreSqlValues(Column.Kind kind) {
        this.kind = kind;
    }

    @Override
    public Column.Kind kind() {
        return kind;
    }

    @Override
    public byte[] canonical(byte[] value) {
        return value;
    }

    /** How values of a type, by its name in PostgreSQL's catalog, are read. */
    static PostgreSqlValues ofType(String typeName) {
        return switch (typeName) {
            case "int2", "int4", "int8", "serial", "bigserial", "smallserial", "oid" -> INTEGER;
            case "numeric" -> DECIMAL;
            case "float4", "float8" -> DOUBLE;
            case "date" -> DATE;
            case "time" -> TIME;
            case "bool" -> BOOLEAN;
            case "json", "jsonb" -> JSON;
            case "timestamptz" -> TIMESTAMP_WITH_ZONE;
            case "timestamp" -> TIMESTAMP;
            case "bytea" -> BINARY;
            default -> AS_IS;
        };
    }

    /** Puts the {@code T} between date and time; years of more than four digits move it. */
    private static byte[] withT(byte[] timestamp) {
        for (int i = 0; i < timestamp.length; i++) {
            if (timestamp[i] == ' ') {
                timestamp[i] = 'T';
                break;
            }
        }
        return timestamp;
    }
}
