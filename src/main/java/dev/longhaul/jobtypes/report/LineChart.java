package dev.longhaul.jobtypes.report;

import dev.longhaul.jobtypes.report.Canvas.Anchor;
import dev.longhaul.jobtypes.report.Canvas.Point;
import dev.longhaul.jobtypes.report.Section.Shown;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines over an axis of days, or of whatever else the rows are named. Days that are missing leave their room. */
final class LineChart {

    private static final double SIZE = 11;
    private static final double TOP = 30;
    private static final double BOTTOM = 40;
    private static final double LEAST_GAP = 26;
    private static final int[] STEPS = {1, 2, 5, 7, 14, 28, 56, 91, 182, 364, 728, 3640};

    private final Chart chart;
    private final Canvas canvas;
    private final double right;
    private final double bottom;
    private final Scale scale;
    private final double left;
    private final List<Long> places = new ArrayList<>();
    private final boolean days;
    private final long first;
    private final long span;

    LineChart(Chart chart, Canvas canvas, double width) {
        this.chart = chart;
        this.canvas = canvas;
        this.right = width - 12;
        this.bottom = height(width) - BOTTOM;
        this.scale = chart.scale(width < 500 ? 4 : 5);
        double marks =
                scale.marks().stream()
                        .mapToDouble(mark -> canvas.width(mark(mark), SIZE))
                        .max()
                        .orElse(0);
        this.left = marks + 8;
        this.days = placeByDay();
        this.first = places.isEmpty() ? 0 : Collections.min(places);
        this.span = places.isEmpty() ? 0 : Collections.max(places) - first;
    }

    static double height(double width) {
        return width < 500 ? 215 : 230;
    }

    private String mark(BigDecimal value) {
        return chart.wording().mark(chart.series().getFirst(), value);
    }

    /** Whether the axis is one of days; else the rows stand as far from each other. */
    private boolean placeByDay() {
        Shown axis = chart.axis();
        boolean all = axis.isDay();
        for (Row row : chart.section().rows()) {
            LocalDate day = all ? day(row.get(axis.index())) : null;
            all &= day != null;
            places.add(day == null ? places.size() : day.toEpochDay());
        }
        if (!all) {
            for (int i = 0; i < places.size(); i++) {
                places.set(i, (long) i);
            }
        }
        return all;
    }

    private static @Nullable LocalDate day(@Nullable String text) {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    void draw() {
        chart.legend(canvas, 0, SIZE, SIZE);
        for (BigDecimal mark : scale.marks()) {
            double y = y(mark.doubleValue());
            canvas.line(
                    new Point(left, y),
                    new Point(right, y),
                    mark.signum() == 0 ? Ink.MUTED : Ink.RULE);
            canvas.text(
                    new Point(left - 6, y + SIZE * 0.36), mark(mark), Anchor.END, Ink.MUTED, SIZE);
        }
        drawAxis();
        // The first lies above the others.
        for (int i = chart.series().size() - 1; i >= 0; i--) {
            drawSeries(chart.series().get(i), Ink.ofSeries(i), i == 0);
        }
    }

    private void drawAxis() {
        double end = -LEAST_GAP;
        for (int i : marked()) {
            String text = label(i);
            double half = canvas.width(text, SIZE) / 2;
            double x = Math.min(x(i), right + 12 - half);
            if (x - half < end + LEAST_GAP) {
                continue;
            }
            canvas.line(new Point(x(i), bottom), new Point(x(i), bottom + 4), Ink.MUTED);
            canvas.text(new Point(x, bottom + 17), text, Anchor.MIDDLE, Ink.MUTED, SIZE);
            end = x + half;
        }
        canvas.text(
                new Point((left + right) / 2, bottom + 35),
                chart.axis().label(),
                Anchor.MIDDLE,
                Ink.MUTED,
                SIZE);
    }

    /** Rows whose label is to be written: all, or every other one, every seventh and so on, from the last back. */
    private List<Integer> marked() {
        if (places.isEmpty()) {
            return List.of();
        }
        double room = (right - left) / Math.max(1, span);
        double widest = 0;
        for (int i = 0; i < places.size(); i++) {
            widest = Math.max(widest, canvas.width(label(i), SIZE));
        }
        long step = span + 1;
        for (int candidate : STEPS) {
            if (candidate * room >= widest + LEAST_GAP) {
                step = candidate;
                break;
            }
        }
        var marked = new ArrayList<Integer>();
        for (int i = 0; i < places.size(); i++) {
            if ((places.getLast() - places.get(i)) % step == 0) {
                marked.add(i);
            }
        }
        return marked;
    }

    private String label(int row) {
        if (days) {
            return chart.wording().shortDay(LocalDate.ofEpochDay(places.get(row)));
        }
        Shown axis = chart.axis();
        String text =
                chart.wording().value(axis, chart.section().rows().get(row).get(axis.index()));
        return canvas.fitted(text, 120, SIZE);
    }

    private void drawSeries(Shown series, Ink ink, boolean top) {
        var piece = new ArrayList<Point>();
        List<Row> rows = chart.section().rows();
        for (int i = 0; i < rows.size(); i++) {
            BigDecimal value = series.number(rows.get(i));
            if (value == null) {
                drawPiece(piece, ink, top);
                piece.clear();
            } else {
                piece.add(new Point(x(i), y(value.doubleValue())));
            }
        }
        drawPiece(piece, ink, top);
    }

    private void drawPiece(List<Point> piece, Ink ink, boolean top) {
        if (piece.isEmpty()) {
            return;
        }
        if (piece.size() == 1) {
            Point only = piece.getFirst();
            canvas.bar(new Point(only.x() - 2, only.y() - 2), 4, 4, ink);
            return;
        }
        canvas.path(piece, ink, top ? 2.2 : 1.6);
    }

    private double x(int row) {
        return span == 0
                ? (left + right) / 2
                : left + 4 + (right - left - 4) * (places.get(row) - first) / span;
    }

    private double y(double value) {
        return bottom - scale.at(value) * (bottom - TOP);
    }
}
