package dev.longhaul.jobtypes.export;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.longhaul.source.Column;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** One sheet of a workbook: a bold row of headers that stays in view and filters, and rows of cells below it. */
final class XlsxSheet {

    /** What a sheet holds, the headers among them. */
    static final int MOST_ROWS = 1_048_576;

    /** Ends the part that the sheet is. */
    interface End {
        void end() throws IOException;
    }

    private static final byte[] CELL = ascii("<c r=\"");
    private static final byte[] STYLE = ascii("\" s=\"");
    private static final byte[] NUMBER = ascii("\"><v>");
    private static final byte[] BOOLEAN = ascii("\" t=\"b\"><v>");
    private static final byte[] NUMBER_END = ascii("</v></c>");
    // Without that attribute readers leave out the blanks at both ends.
    private static final byte[] TEXT = ascii("\" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
    private static final byte[] TEXT_END = ascii("</t></is></c>");

    private final OutputStream out;
    private final End end;
    private final byte[][] letters;
    private byte[] digits = {};
    private int rows;

    XlsxSheet(OutputStream out, List<Column> columns, End end) throws IOException {
        this.out = out;
        this.end = end;
        this.letters = new byte[columns.size()][];
        ascii(
                out,
                """
                <sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" \
                state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews>\
                """);
        ascii(out, columns.isEmpty() ? "" : "<cols>");
        for (int i = 0; i < letters.length; i++) {
            letters[i] = ascii(letters(i));
            ascii(
                    out,
                    "<col min=\"%d\" max=\"%d\" width=\"%d\" customWidth=\"1\"/>"
                            .formatted(i + 1, i + 1, width(columns.get(i))));
        }
        ascii(out, (columns.isEmpty() ? "" : "</cols>") + "<sheetData>");
        beginRow();
        for (int i = 0; i < letters.length; i++) {
            text(i, XlsxStyle.HEADER, columns.get(i).name().getBytes(UTF_8));
        }
        endRow();
    }

    /** In characters: enough for the values, and for most headers with the button of the filter. */
    private static int width(Column column) {
        int values =
                switch (column.kind()) {
                    case BOOLEAN, TIME -> 10;
                    case INTEGER, DECIMAL, DOUBLE, DATE -> 13;
                    case TIMESTAMP, TIMESTAMPTZ -> 24;
                    case TEXT, JSON, BINARY -> 30;
                };
        return Math.clamp(column.name().length() + 4L, values, 40);
    }

    private static String letters(int column) {
        String last = String.valueOf((char) ('A' + column % 26));
        return column < 26 ? last : letters(column / 26 - 1) + last;
    }

    boolean isFull() {
        return rows == MOST_ROWS;
    }

    void beginRow() throws IOException {
        rows++;
        digits = ascii(Integer.toString(rows));
        ascii(out, "<row r=\"");
        out.write(digits);
        ascii(out, "\">");
    }

    void endRow() throws IOException {
        ascii(out, "</row>");
    }

    /**
     * Adds a cell with a number.
     *
     * @param value digits as in JSON
     */
    void number(int column, int style, byte[] value) throws IOException {
        begin(column, style);
        out.write(NUMBER);
        out.write(value);
        out.write(NUMBER_END);
    }

    void truth(int column, boolean value) throws IOException {
        begin(column, XlsxStyle.TRUTH.number());
        out.write(BOOLEAN);
        out.write(value ? '1' : '0');
        out.write(NUMBER_END);
    }

    /** Adds a cell with text, which is never read as a formula, whatever it begins with. */
    void text(int column, XlsxStyle style, byte[] utf8) throws IOException {
        begin(column, style.number());
        out.write(TEXT);
        XlsxText.write(out, utf8);
        out.write(TEXT_END);
    }

    private void begin(int column, int style) throws IOException {
        out.write(CELL);
        out.write(letters[column]);
        out.write(digits);
        if (style != XlsxStyle.PLAIN.number()) {
            out.write(STYLE);
            ascii(out, Integer.toString(style));
        }
    }

    void end() throws IOException {
        ascii(out, "</sheetData>");
        if (letters.length > 0) {
            ascii(out, "<autoFilter ref=\"A1:" + letters(letters.length - 1) + rows + "\"/>");
        }
        ascii(out, "</worksheet>");
        end.end();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    private static void ascii(OutputStream out, String text) throws IOException {
        out.write(ascii(text));
    }
}
