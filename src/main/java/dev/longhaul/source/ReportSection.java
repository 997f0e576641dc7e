package dev.longhaul.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A part of a report: what one dataset has to say.
 *
 * @param note a sentence below the heading; {@code {name}} stands for a parameter of the report, or for a column of the first
 *     row
 * @param dataset by its name
 * @param arguments of the dataset, by the names of its parameters
 * @param columns what is shown, in this order; empty: all that the dataset has
 * @param main whether this is the report where it is one table only
 */
public record ReportSection(
        String heading,
        Optional<String> note,
        Kind kind,
        String dataset,
        Map<String, Argument> arguments,
        List<ReportColumn> columns,
        boolean main) {

    /** What stands for a value in a note. */
    public static final Pattern NAME_IN_NOTE = Pattern.compile("\\{(\\w+)}");

    /** How rows become something to look at. */
    public enum Kind {
        /** The first row as key figures. */
        NUMBER,
        /** Rows as they are. */
        TABLE,
        /** The first column along the axis, each other one a line. */
        LINE,
        /** The first column names the bars, each other one is a bar. */
        BAR;

        /** The word in report files. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether it is drawn. */
        public boolean isChart() {
            return this == LINE || this == BAR;
        }
    }

    /** What a parameter of the dataset is given. */
    public sealed interface Argument {

        /** What the report was given. */
        record Passed(String parameter) implements Argument {}

        /** Always the same. */
        record Fixed(JsonNode value) implements Argument {}
    }

    /** What the dataset is given where the report is given {@code those}. */
    public Map<String, JsonNode> arguments(Map<String, JsonNode> those) {
        var given = new HashMap<String, JsonNode>();
        arguments.forEach((name, argument) -> {
            JsonNode value =
                    switch (argument) {
                        case Argument.Passed passed -> those.get(passed.parameter());
                        case Argument.Fixed fixed -> fixed.value();
                    };
            if (value != null) {
                given.put(name, value);
            }
        });
        return given;
    }
}
