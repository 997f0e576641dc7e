package dev.longhaul.source;

/** A column of a dataset's rows. */
public record Column(String name, Kind kind) {

    /** What the canonical text of a value is, and so how it stands in JSON. */
    public enum Kind {
        /** Text. In JSON a string. */
        TEXT,
        /** Digits as in JSON, or {@code NaN}, {@code Infinity}, {@code -Infinity}. In JSON a number, or a string. */
        NUMBER,
        /** {@code true} or {@code false}. */
        BOOLEAN,
        /** JSON as it was stored. In JSON itself. */
        JSON
    }
}
