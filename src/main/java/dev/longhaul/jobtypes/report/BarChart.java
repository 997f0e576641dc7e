package dev.longhaul.jobtypes.report;

import dev.longhaul.jobtypes.report.Canvas.Anchor;
import dev.longhaul.jobtypes.report.Canvas.Point;
import dev.longhaul.jobtypes.report.Section.Shown;
import java.math.BigDecimal;
import java.util.List;

/** Bars that lie, each with its name before it and its value behind it, so that no axis is needed. */
final class BarChart {

    private static final double SIZE = 11;
    private static final double TOP = 26;
    private static final double FIRST = 14;
    private static final double OTHER = 6;
    private static final double GAP = 10;

    private final Chart chart;
    private final Canvas canvas;
    private final double left;
    private final double right;
    private final Scale scale;

    BarChart(Chart chart, Canvas canvas, double width) {
        this.chart = chart;
        this.canvas = canvas;
        double names =
                chart.section().rows().stream()
                        .mapToDouble(row -> canvas.width(name(row), SIZE))
                        .max()
                        .orElse(0);
        this.left = Math.min(names, width * 0.35) + 10;
        double values =
                chart.section().rows().stream()
                        .mapToDouble(row -> canvas.width(value(row), SIZE))
                        .max()
                        .orElse(0);
        this.right = width - values - 10;
        double least = Math.min(0, chart.least());
        double greatest = Math.max(0, chart.greatest());
        this.scale =
                new Scale(
                        List.of(
                                BigDecimal.valueOf(least),
                                BigDecimal.valueOf(greatest > least ? greatest : least + 1)));
    }

    static double height(Chart chart) {
        return TOP + chart.section().rows().size() * rowHeight(chart);
    }

    private static double rowHeight(Chart chart) {
        return FIRST + OTHER * (chart.series().size() - 1) + GAP;
    }

    private String name(Row row) {
        return chart.wording().value(chart.axis(), row.get(chart.axis().index()));
    }

    private String value(Row row) {
        Shown first = chart.series().getFirst();
        return chart.wording().value(first, row.get(first.index()));
    }

    void draw() {
        chart.legend(canvas, 0, SIZE, SIZE);
        double y = TOP;
        for (Row row : chart.section().rows()) {
            double line = y + FIRST / 2 + SIZE * 0.36;
            String name = canvas.fitted(name(row), left - 10, SIZE);
            canvas.text(new Point(left - 10, line), name, Anchor.END, Ink.TEXT, SIZE);
            double end = left;
            double top = y;
            for (int i = 0; i < chart.series().size(); i++) {
                double height = i == 0 ? FIRST : OTHER;
                double stop = bar(row, i, top, height);
                end = i == 0 ? Math.max(end, stop) : end;
                top += height;
            }
            canvas.text(new Point(end + 6, line), value(row), Anchor.START, Ink.TEXT, SIZE);
            y += rowHeight(chart);
        }
        canvas.line(
                new Point(x(0), TOP - 4), new Point(x(0), Math.max(TOP, y - GAP + 4)), Ink.MUTED);
    }

    /** Returns where it ends. */
    private double bar(Row row, int series, double top, double height) {
        BigDecimal value = chart.series().get(series).number(row);
        if (value == null) {
            return left;
        }
        double from = Math.min(x(0), x(value.doubleValue()));
        double to = Math.max(x(0), x(value.doubleValue()));
        canvas.bar(new Point(from, top), to - from, height, Ink.ofSeries(series));
        return to;
    }

    private double x(double value) {
        return left + scale.at(value) * (right - left);
    }
}
