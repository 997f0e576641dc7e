package dev.longhaul.jobtypes.export;

import dev.longhaul.handler.PermanentFailure;
import dev.longhaul.source.Column;
import dev.longhaul.source.Rows;
import dev.longhaul.source.SourceFailure;
import java.io.IOException;
import java.util.List;

/** Writes rows in one format, as they come. */
interface Encoder {

    /** Called once, before the first row. */
    void begin(List<Column> columns) throws IOException, PermanentFailure;

    /** Called once instead of {@link #begin} where the output ends with a row that was written before. */
    default void goOn(List<Column> columns) throws IOException {
        throw new IllegalStateException("rows of this format cannot be appended");
    }

    /**
     * Writes the row that {@code rows} stands on.
     *
     * @throws PermanentFailure if the format has no place for one of its values
     */
    void row(Rows rows) throws IOException, SourceFailure, PermanentFailure;

    /** Called once, after the last row. */
    void end() throws IOException;
}
