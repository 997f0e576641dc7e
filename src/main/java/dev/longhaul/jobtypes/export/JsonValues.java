package dev.longhaul.jobtypes.export;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.longhaul.source.Column;
import dev.longhaul.source.Rows;
import dev.longhaul.source.SourceFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;

/**
 * Writes rows as JSON objects (RFC 8259) from UTF-8 to UTF-8: no string is made of what only passes through. Written here
 * because a generator from a library wants characters.
 */
final class JsonValues {

    private static final byte[] NULL = "null".getBytes(US_ASCII);

    private static final byte[] ITSELF = {};

    /** What stands for a byte inside a string. */
    private static final byte[][] ESCAPES = new byte[128][];

    static {
        Arrays.fill(ESCAPES, ITSELF);
        for (int i = 0; i < 0x20; i++) {
            ESCAPES[i] = "\\u%04x".formatted(i).getBytes(US_ASCII);
        }
        ESCAPES['"'] = "\\\"".getBytes(US_ASCII);
        ESCAPES['\\'] = "\\\\".getBytes(US_ASCII);
        ESCAPES['\n'] = "\\n".getBytes(US_ASCII);
        ESCAPES['\r'] = "\\r".getBytes(US_ASCII);
        ESCAPES['\t'] = "\\t".getBytes(US_ASCII);
        ESCAPES['\b'] = "\\b".getBytes(US_ASCII);
        ESCAPES['\f'] = "\\f".getBytes(US_ASCII);
    }

    private final OutputStream out;
    private final Column.Kind[] kinds;
    private final byte[][] names;

    JsonValues(OutputStream out, List<Column> columns) throws IOException {
        this.out = out;
        this.kinds = columns.stream().map(Column::kind).toArray(Column.Kind[]::new);
        this.names = new byte[kinds.length][];
        for (int i = 0; i < kinds.length; i++) {
            names[i] =
                    (i == 0 ? "{" : ",")
                            .concat(string(columns.get(i).name()))
                            .concat(":")
                            .getBytes(UTF_8);
        }
    }

    /** Writes the row that {@code rows} stands on as one object. */
    void object(Rows rows) throws IOException, SourceFailure {
        for (int i = 0; i < names.length; i++) {
            out.write(names[i], 0, names[i].length);
            byte[] value = rows.value(i);
            if (value == null) {
                out.write(NULL, 0, NULL.length);
            } else {
                value(kinds[i], value);
            }
        }
        if (names.length == 0) {
            out.write('{');
        }
        out.write('}');
    }

    private void value(Column.Kind kind, byte[] value) throws IOException {
        boolean verbatim =
                switch (kind) {
                    case TEXT, DATE, TIME, TIMESTAMP, TIMESTAMPTZ, BINARY -> false;
                    case DECIMAL, DOUBLE -> isFinite(value);
                    case INTEGER, BOOLEAN, JSON -> true;
                };
        if (kind == Column.Kind.JSON) {
            onOneLine(value);
        } else if (verbatim) {
            out.write(value, 0, value.length);
        } else {
            string(out, value);
        }
    }

    /** Stored JSON may be laid out over lines, which would tear a row of NDJSON; inside strings it has no line breaks. */
    private void onOneLine(byte[] value) throws IOException {
        for (byte octet : value) {
            out.write(octet == '\n' || octet == '\r' ? ' ' : octet);
        }
    }

    /** Digits follow the sign, if there is one; letters mean NaN or Infinity, which JSON has no numbers for. */
    private static boolean isFinite(byte[] number) {
        byte first = number[number[0] == '-' ? 1 : 0];
        return first >= '0' && first <= '9';
    }

    /** Writes UTF-8 text as a JSON string. */
    static void string(OutputStream out, byte[] text) throws IOException {
        out.write('"');
        int from = 0;
        for (int i = 0; i < text.length; i++) {
            byte octet = text[i];
            // Bytes of longer sequences are negative and stand for themselves.
            byte[] escape = octet >= 0 ? ESCAPES[octet] : ITSELF;
            if (escape != ITSELF) {
                out.write(text, from, i - from);
                out.write(escape, 0, escape.length);
                from = i + 1;
            }
        }
        out.write(text, from, text.length - from);
        out.write('"');
    }

    private static String string(String text) throws IOException {
        var out = new ByteArrayOutputStream();
        string(out, text.getBytes(UTF_8));
        return out.toString(UTF_8);
    }
}
