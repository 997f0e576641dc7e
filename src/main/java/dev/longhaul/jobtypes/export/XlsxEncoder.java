package dev.longhaul.jobtypes.export;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.longhaul.handler.PermanentFailure;
import dev.longhaul.job.Failure;
import dev.longhaul.source.Column;
import dev.longhaul.source.Rows;
import dev.longhaul.source.SourceFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A workbook of typed cells. What a cell of that type cannot hold to the last digit is text, and what no cell can hold
 * fails the export: nothing is rounded or cut.
 */
final class XlsxEncoder implements Encoder {

    /** UTF-16 units in a cell. */
    static final int MOST_CHARACTERS = 32_767;

    /** Decimal digits of a number that are kept, whatever they are (IEEE 754, 64 bits). */
    private static final int MOST_DIGITS = 15;

    private static final double LEAST = Double.MIN_NORMAL;
    private static final double GREATEST = 9.99999999999999e307;

    /** Days from 1899-12-30, Excel's day 0, to 1970-01-01. */
    private static final long DAYS_TO_1970 = 25_569;

    /** 1900-03-01: programs number the days before differently, because Excel has a 29th of February then. */
    private static final long FIRST_DAY = 61;

    private static final double MICROS_PER_DAY = 24 * 60 * 60 * 1e6;
    private static final int LONGEST_SHEET_NAME = 31;

    private final String name;
    private final XlsxWorkbook workbook;
    private List<Column> columns = List.of();
    private @Nullable XlsxSheet sheet;
    private int sheets;
    private long rows;

    /**
     * @param name of the sheet; the further ones have a number behind it
     */
    XlsxEncoder(OutputStream out, String name) {
        this.workbook = new XlsxWorkbook(out);
        this.name = name;
    }

    @Override
    public void begin(List<Column> columns) throws IOException {
        this.columns = columns;
        sheet = nextSheet();
    }

    private XlsxSheet nextSheet() throws IOException {
        sheets++;
        String number = sheets == 1 ? "" : " " + sheets;
        int most = LONGEST_SHEET_NAME - number.length();
        return workbook.sheet(name.substring(0, Math.min(name.length(), most)) + number, columns);
    }

    @Override
    public void row(Rows source) throws IOException, SourceFailure, PermanentFailure {
        XlsxSheet current = begun();
        if (current.isFull()) {
            current.end();
            current = nextSheet();
            sheet = current;
        }
        rows++;
        current.beginRow();
        for (int i = 0; i < columns.size(); i++) {
            byte[] value = source.value(i);
            if (value != null) {
                cell(current, i, value);
            }
        }
        current.endRow();
    }

    private XlsxSheet begun() {
        if (sheet == null) {
            throw new IllegalStateException("begin comes before this");
        }
        return sheet;
    }

    private void cell(XlsxSheet sheet, int i, byte[] value) throws IOException, PermanentFailure {
        Column column = columns.get(i);
        switch (column.kind()) {
            case INTEGER, DECIMAL -> exact(sheet, i, value);
            case DOUBLE -> approximate(sheet, i, value);
            case BOOLEAN -> sheet.truth(i, value[0] == 't');
            case DATE -> moment(sheet, i, value, (double) Moments.epochDay(value), XlsxStyle.DATE);
            case TIME -> {
                long micros = Moments.microsOfDay(value);
                // 24:00 would be shown as 00:00.
                boolean none = micros == Moments.NONE || micros == (long) MICROS_PER_DAY;
                if (none) {
                    text(sheet, i, value);
                } else {
                    number(sheet, i, micros / MICROS_PER_DAY, time(micros));
                }
            }
            case TIMESTAMP, TIMESTAMPTZ -> {
                long micros = Moments.epochMicros(value);
                moment(sheet, i, value, micros / MICROS_PER_DAY, timestamp(micros));
            }
            case TEXT, JSON, BINARY -> text(sheet, i, value);
        }
    }

    private static XlsxStyle time(long micros) {
        return micros % 1_000_000 == 0 ? XlsxStyle.TIME : XlsxStyle.TIME_MILLIS;
    }

    private static XlsxStyle timestamp(long micros) {
        return micros % 1_000_000 == 0 ? XlsxStyle.TIMESTAMP : XlsxStyle.TIMESTAMP_MILLIS;
    }

    /** Takes days since 1970; {@link Moments#NONE} is long before the first that has a number. */
    private void moment(XlsxSheet sheet, int i, byte[] text, double days, XlsxStyle style)
            throws IOException, PermanentFailure {
        double serial = days + DAYS_TO_1970;
        if (serial < FIRST_DAY) {
            text(sheet, i, text);
        } else {
            number(sheet, i, serial, style);
        }
    }

    private static void number(XlsxSheet sheet, int i, double value, XlsxStyle style)
            throws IOException {
        String digits =
                value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
        sheet.number(i, style.number(), digits.getBytes(US_ASCII));
    }

    private void exact(XlsxSheet sheet, int i, byte[] value) throws IOException, PermanentFailure {
        if (fits(value)) {
            sheet.number(i, XlsxStyle.decimals(decimals(columns.get(i))), value);
        } else {
            text(sheet, i, value);
        }
    }

    private static int decimals(Column column) {
        return column.kind() == Column.Kind.DECIMAL && column.precision() > 0 ? column.scale() : 0;
    }

    /** Whether it has few enough digits; zeros in front do not count. Letters mean NaN or Infinity. */
    private static boolean fits(byte[] number) {
        int digits = 0;
        for (byte octet : number) {
            if ((octet >= '1' && octet <= '9') || (octet == '0' && digits > 0)) {
                digits++;
            } else if (octet != '0' && octet != '-' && octet != '.') {
                return false;
            }
        }
        return digits <= MOST_DIGITS;
    }

    private void approximate(XlsxSheet sheet, int i, byte[] value)
            throws IOException, PermanentFailure {
        double number = Double.parseDouble(new String(value, US_ASCII));
        double size = Math.abs(number);
        if (size == 0 || (size >= LEAST && size <= GREATEST)) {
            sheet.number(i, XlsxStyle.PLAIN.number(), value);
        } else {
            text(sheet, i, value);
        }
    }

    private void text(XlsxSheet sheet, int i, byte[] value) throws IOException, PermanentFailure {
        if (value.length > MOST_CHARACTERS) {
            int length = new String(value, UTF_8).length();
            if (length > MOST_CHARACTERS) {
                throw new PermanentFailure(
                        Failure.of(
                                "value-too-long",
                                422,
                                "The column '%s' of row %d has %d characters, and a cell of XLSX holds %d. Ask for another format."
                                        .formatted(
                                                columns.get(i).name(),
                                                rows,
                                                length,
                                                MOST_CHARACTERS)));
            }
        }
        sheet.text(i, XlsxStyle.PLAIN, value);
    }

    @Override
    public void end() throws IOException {
        begun().end();
        workbook.end();
    }
}
