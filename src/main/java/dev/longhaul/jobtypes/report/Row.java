package dev.longhaul.jobtypes.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of a section.
 *
 * @param values canonical texts, in the order of the dataset's columns; a null for NULL
 */
record Row(List<@Nullable String> values) {

    /** The value of a column. */
    @Nullable String get(int column) {
        return values.get(column);
    }
}
