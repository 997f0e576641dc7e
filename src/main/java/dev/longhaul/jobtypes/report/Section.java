package dev.longhaul.jobtypes.report;

import dev.longhaul.source.Column;
import dev.longhaul.source.ReportColumn;
import dev.longhaul.source.ReportColumn.Format;
import dev.longhaul.source.ReportSection;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A section with its rows.
 *
 * @param columns all that the dataset has
 * @param snapshot as of when they were read
 */
record Section(ReportSection plan, List<Column> columns, List<Row> rows, Instant snapshot) {

    /** Before the point, and after it. What charts compute from such numbers is still a double. */
    private static final int MOST_DIGITS = 300;

    /**
     * A column that is shown.
     *
     * @param format how its values are written
     * @param index among the columns of the dataset
     */
    record Shown(ReportColumn column, Format format, Column.Kind kind, int index) {

        String label() {
            return column.label();
        }

        boolean isNumber() {
            return format.isNumber();
        }

        boolean isDay() {
            return kind == Column.Kind.DATE && format == Format.DATE;
        }

        /** The value as a number, if it is one. */
        @Nullable BigDecimal number(Row row) {
            return Section.number(row.get(index));
        }
    }

    /** -1 if there is no such column. */
    int index(String name) {
        return columns.stream().map(Column::name).toList().indexOf(name);
    }

    /** In the order in which they are shown; columns that the dataset no longer has are left out. */
    List<Shown> shown() {
        var shown = new ArrayList<Shown>();
        if (plan.columns().isEmpty()) {
            for (int i = 0; i < columns.size(); i++) {
                shown.add(column(i));
            }
            return shown;
        }
        for (ReportColumn column : plan.columns()) {
            int index = index(column.name());
            if (index >= 0) {
                shown.add(shown(column, index));
            }
        }
        return shown;
    }

    /** A column of which the report says nothing. */
    Shown column(int index) {
        return shown(ReportColumn.of(columns.get(index).name()), index);
    }

    private Shown shown(ReportColumn column, int index) {
        Column.Kind kind = columns.get(index).kind();
        return new Shown(column, column.format().orElse(format(kind)), kind, index);
    }

    private static Format format(Column.Kind kind) {
        return switch (kind) {
            case INTEGER, DECIMAL, DOUBLE -> Format.NUMBER;
            case DATE -> Format.DATE;
            case TIMESTAMP, TIMESTAMPTZ -> Format.DATETIME;
            case TEXT, BOOLEAN, TIME, JSON, BINARY -> Format.TEXT;
        };
    }

    /** A key figure: one value of the first row. */
    record Figure(Shown shown, @Nullable String value, @Nullable String before) {

        /** Whether there is a period to compare with. */
        boolean isCompared() {
            return shown.column().previous().isPresent();
        }

        /** By how much it grew, as a ratio; empty if that cannot be said. */
        Optional<BigDecimal> change() {
            BigDecimal now = number(value);
            BigDecimal then = number(before);
            return now == null || then == null || then.signum() == 0
                    ? Optional.empty()
                    : Optional.of(now.subtract(then).divide(then.abs(), MathContext.DECIMAL64));
        }
    }

    List<Figure> figures() {
        @Nullable Row row = rows.isEmpty() ? null : rows.getFirst();
        var figures = new ArrayList<Figure>();
        for (Shown shown : shown()) {
            int before = shown.column().previous().map(this::index).orElse(-1);
            figures.add(
                    new Figure(
                            shown,
                            row == null ? null : row.get(shown.index()),
                            row == null || before < 0 ? null : row.get(before)));
        }
        return figures;
    }

    /**
     * Null for what is no number, such as NaN, and for what is too long to be written out: a few characters like
     * 1e999999999 stand for more digits than there is memory for.
     */
    static @Nullable BigDecimal number(@Nullable String text) {
        try {
            BigDecimal number =
                    text == null || text.length() > MOST_DIGITS ? null : new BigDecimal(text);
            return number == null
                            || number.scale() > MOST_DIGITS
                            || number.precision() - (long) number.scale() > MOST_DIGITS
                    ? null
                    : number;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
