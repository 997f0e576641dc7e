package dev.longhaul.jobtypes.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.longhaul.source.Column;
import dev.longhaul.source.Rows;
import dev.longhaul.source.SourceFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * CSV by RFC 4180: a header, lines that end in CR LF, quotes where they are needed. NULL is an empty field, the empty
 * string a quoted one.
 */
final class CsvEncoder implements Encoder {

    /** Whether a byte of a field calls for quotes. All are ASCII, which UTF-8 uses for nothing else. */
    private static final boolean[] SPECIAL = new boolean[256];

    static {
        for (char character : new char[] {',', '"', '\r', '\n'}) {
            SPECIAL[character] = true;
        }
    }

    private final OutputStream out;
    private int columns;

    CsvEncoder(OutputStream out) {
        this.out = out;
    }

    @Override
    public void begin(List<Column> names) throws IOException {
        columns = names.size();
        for (int i = 0; i < columns; i++) {
            separate(i);
            field(names.get(i).name().getBytes(UTF_8));
        }
        endLine();
    }

    @Override
    public void goOn(List<Column> names) {
        columns = names.size();
    }

    @Override
    public void row(Rows rows) throws IOException, SourceFailure {
        for (int i = 0; i < columns; i++) {
            separate(i);
            byte[] value = rows.value(i);
            if (value != null) {
                field(value);
            }
        }
        endLine();
    }

    @Override
    public void end() {
        // A CSV file has no ending.
    }

    private void separate(int column) throws IOException {
        if (column > 0) {
            out.write(',');
        }
    }

    private void endLine() throws IOException {
        out.write('\r');
        out.write('\n');
    }

    private void field(byte[] value) throws IOException {
        if (needsQuotes(value)) {
            quoted(value);
        } else {
            out.write(value, 0, value.length);
        }
    }

    private static boolean needsQuotes(byte[] value) {
        for (byte octet : value) {
            if (SPECIAL[octet & 0xFF]) {
                return true;
            }
        }
        return value.length == 0;
    }

    private void quoted(byte[] value) throws IOException {
        out.write('"');
        int from = 0;
        for (int i = 0; i < value.length; i++) {
            if (value[i] == '"') {
                // Up to the quote and once more from it on, which doubles it.
                out.write(value, from, i + 1 - from);
                from = i;
            }
        }
        out.write(value, from, value.length - from);
        out.write('"');
    }
}
