package dev.longhaul.jobtypes.export;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.longhaul.source.Column;
import dev.longhaul.source.Rows;
import dev.longhaul.source.SourceFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One JSON document: an object whose only member holds all rows, one on each line. */
final class JsonEncoder implements Encoder {

    private final OutputStream out;
    private final String member;
    private @Nullable JsonValues values;
    private boolean first = true;

    JsonEncoder(OutputStream out, String member) {
        this.out = out;
        this.member = member;
    }

    @Override
    public void begin(List<Column> columns) throws IOException {
        values = new JsonValues(out, columns);
        out.write('{');
        JsonValues.string(out, member.getBytes(UTF_8));
        out.write(":[".getBytes(US_ASCII));
    }

    @Override
    public void goOn(List<Column> columns) throws IOException {
        values = new JsonValues(out, columns);
        first = false;
    }

    @Override
    public void row(Rows rows) throws IOException, SourceFailure {
        if (values == null) {
            throw new IllegalStateException("begin comes before row");
        }
        if (!first) {
            out.write(',');
        }
        first = false;
        out.write('\n');
        values.object(rows);
    }

    @Override
    public void end() throws IOException {
        out.write("\n]}\n".getBytes(US_ASCII));
    }
}
