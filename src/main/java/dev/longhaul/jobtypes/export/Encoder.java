package dev.longhaul.jobtypes.export;

import dev.longhaul.source.Column;
import dev.longhaul.source.Rows;
import dev.longhaul.source.SourceFailure;
import java.io.IOException;
import java.util.List;

/** Writes rows in one format, as they come. */
interface Encoder {

    /** Called once, before the first row. */
    void begin(List<Column> columns) throws IOException;

    /** Called once instead of {@link #begin} where the output ends with a row that was written before. */
    void goOn(List<Column> columns) throws IOException;

    /** Writes the row that {@code rows} stands on. */
    void row(Rows rows) throws IOException, SourceFailure;

    /** Called once, after the last row. */
    void end() throws IOException;
}
