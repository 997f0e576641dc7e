package dev.longhaul.source;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A column as a report shows it.
 *
 * @param name in the dataset
 * @param label for people
 * @param format how values are written; empty: as their type suggests
 * @param decimals digits after the point
 * @param previous the column that holds the same of the period before, for the growth of a key figure
 */
public record ReportColumn(
        String name,
        String label,
        Optional<Format> format,
        OptionalInt decimals,
        Optional<String> previous) {

    /** How values are written. */
    public enum Format {
        TEXT,
        /** A number in groups of three digits. */
        NUMBER,
        /** A ratio, 0.125, as 12.5 %. */
        PERCENT,
        /** A ratio with its sign, for growth. */
        CHANGE,
        DATE,
        DATETIME;

        /** The word in report files. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether values are numbers, which stand right. */
        public boolean isNumber() {
            return this == NUMBER || this == PERCENT || this == CHANGE;
        }
    }

    /** A column of which nothing is said: {@code posts_before} becomes "Posts before". */
    public static ReportColumn of(String name) {
        return new ReportColumn(
                name, label(name), Optional.empty(), OptionalInt.empty(), Optional.empty());
    }

    static String label(String name) {
        String words = name.replace('_', ' ').strip();
        return words.isEmpty()
                ? name
                : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
