package dev.longhaul.source;

/**
 * A column of a dataset's rows.
 *
 * @param precision how many digits a {@link Kind#DECIMAL} has at most, 0 where that is not known
 * @param scale how many of them come after the point
 */
public record Column(String name, Kind kind, int precision, int scale) {

    /** What the canonical text of a value is, and so how it stands in JSON. */
    public enum Kind {
        /** Text. In JSON a string. */
        TEXT,
        /** A whole number of at most 64 bits with sign. In JSON a number. */
        INTEGER,
        /** Digits as in JSON, exact, or {@code NaN}, {@code Infinity}, {@code -Infinity}. In JSON a number, or a string. */
        DECIMAL,
        /** The same, of the shortest digits that give the same binary floating-point number (IEEE 754, 64 bits). */
        DOUBLE,
        /** {@code true} or {@code false}. */
        BOOLEAN,
        /** {@code 2026-11-20}, or what the database writes for days beyond the years 1 to 9999. In JSON a string. */
        DATE,
        /** {@code 17:30:00.5}, on no day in particular. In JSON a string. */
        TIME,
        /** {@code 2026-11-20T17:30:00.5} without a zone; beyond the years 1 to 9999 as {@link #DATE}. In JSON a string. */
        TIMESTAMP,
        /** {@code 2026-11-20T15:30:00.5Z} (RFC 3339); beyond the years 1 to 9999 as {@link #DATE}. In JSON a string. */
        TIMESTAMPTZ,
        /** JSON as it was stored. In JSON itself. */
        JSON,
        /** Base64 of bytes. In JSON a string. */
        BINARY
    }
}
