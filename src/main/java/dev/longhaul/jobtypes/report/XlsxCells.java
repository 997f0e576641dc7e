package dev.longhaul.jobtypes.report;

import dev.longhaul.jobtypes.report.Section.Shown;
import dev.longhaul.source.Column;
import dev.longhaul.source.ReportColumn.Format;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/** Values as cells of their type. Text is text, whatever it begins with. */
final class XlsxCells {

    static final String CHANGE = "+0.0%;-0.0%;0.0%";

    private static final int MOST_DIGITS = 15;

    /** Of a text in a cell. */
    static final int MOST_CHARACTERS = 32_767;

    private static final LocalDate FIRST_DAY = LocalDate.of(1900, 3, 1);

    private XlsxCells() {}

    static void write(Worksheet sheet, int row, int column, Shown shown, @Nullable String text) {
        if (text == null) {
            return;
        }
        BigDecimal number = shown.isNumber() ? Section.number(text) : null;
        // Excel counts with 15 digits; what it would round stays text.
        if (number != null && number.precision() - Math.max(0, number.scale()) <= MOST_DIGITS) {
            sheet.value(row, column, number);
            sheet.style(row, column).format(format(shown)).set();
        } else if (!writeMoment(sheet, row, column, shown, text)) {
            sheet.value(row, column, text);
            if (shown.isNumber()) {
                sheet.style(row, column).horizontalAlignment("right").set();
            }
        }
    }

    private static boolean writeMoment(
            Worksheet sheet, int row, int column, Shown shown, String text) {
        try {
            LocalDateTime moment =
                    switch (shown.kind()) {
                        case DATE -> LocalDate.parse(text).atStartOfDay();
                        case TIMESTAMP, TIMESTAMPTZ -> Wording.moment(text);
                        default -> null;
                    };
            if (moment == null
                    || shown.format() == Format.TEXT
                    || moment.toLocalDate().isBefore(FIRST_DAY)) {
                return false;
            }
            boolean day = shown.kind() == Column.Kind.DATE || shown.format() == Format.DATE;
            if (day) {
                sheet.value(row, column, moment.toLocalDate());
            } else {
                sheet.value(row, column, moment);
            }
            sheet.style(row, column)
                    .format(day ? "yyyy\\-mm\\-dd" : "yyyy\\-mm\\-dd hh:mm")
                    .horizontalAlignment("left")
                    .set();
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static String format(Shown shown) {
        int decimals =
                shown.column()
                        .decimals()
                        .orElse(
                                shown.format() != Format.NUMBER
                                        ? 1
                                        : shown.kind() == Column.Kind.INTEGER ? 0 : 2);
        String digits = decimals == 0 ? "" : "." + "0".repeat(decimals);
        return switch (shown.format()) {
            case PERCENT -> "0" + digits + "%";
            case CHANGE -> "+0" + digits + "%;-0" + digits + "%;0" + digits + "%";
            case NUMBER, TEXT, DATE, DATETIME -> "#,##0" + digits;
        };
    }
}
