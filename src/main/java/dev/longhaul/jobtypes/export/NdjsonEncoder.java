package dev.longhaul.jobtypes.export;

import dev.longhaul.source.Column;
import dev.longhaul.source.Rows;
import dev.longhaul.source.SourceFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A JSON object on each line. */
final class NdjsonEncoder implements Encoder {

    private final OutputStream out;
    private @Nullable JsonValues values;

    NdjsonEncoder(OutputStream out) {
        this.out = out;
    }

    @Override
    public void begin(List<Column> columns) throws IOException {
        values = new JsonValues(out, columns);
    }

    @Override
    public void goOn(List<Column> columns) throws IOException {
        begin(columns);
    }

    @Override
    public void row(Rows rows) throws IOException, SourceFailure {
        if (values == null) {
            throw new IllegalStateException("begin comes before row");
        }
        values.object(rows);
        out.write('\n');
    }

    @Override
    public void end() {
        // The last line has ended.
    }
}
