package dev.longhaul.jobtypes.report;

import dev.longhaul.jobtypes.report.Section.Shown;
import dev.longhaul.source.Column;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** A section to be drawn. */
final class Chart {

    private final Section section;
    private final Wording wording;
    private final Shown axis;
    private final List<Shown> series;

    /**
     * @param section one with two columns at least
     */
    Chart(Section section, Wording wording) {
        this.section = section;
        this.wording = wording;
        List<Shown> shown = section.shown();
        this.axis = shown.getFirst();
        this.series = shown.subList(1, shown.size());
    }

    Section section() {
        return section;
    }

    Wording wording() {
        return wording;
    }

    /** The column along the axis. */
    Shown axis() {
        return axis;
    }

    List<Shown> series() {
        return series;
    }

    /** How high it is, for so much width. */
    double height(double width) {
        return switch (section.plan().kind()) {
            case BAR -> BarChart.height(this);
            default -> LineChart.height(width);
        };
    }

    void draw(Canvas canvas, double width) {
        switch (section.plan().kind()) {
            case BAR -> new BarChart(this, canvas, width).draw();
            default -> new LineChart(this, canvas, width).draw();
        }
    }

    double least() {
        return section.rows().stream()
                .flatMap(row -> series.stream().map(one -> one.number(row)))
                .filter(Objects::nonNull)
                .mapToDouble(BigDecimal::doubleValue)
                .min()
                .orElse(0);
    }

    double greatest() {
        return section.rows().stream()
                .flatMap(row -> series.stream().map(one -> one.number(row)))
                .filter(Objects::nonNull)
                .mapToDouble(BigDecimal::doubleValue)
                .max()
                .orElse(0);
    }

    /** A scale for all the values. */
    Scale scale(int steps) {
        boolean whole = series.stream().allMatch(one -> one.kind() == Column.Kind.INTEGER);
        return Scale.of(least(), greatest(), steps, whole);
    }

    /** What there is to see, for who does not see it. */
    String inWords() {
        if (section.rows().isEmpty()) {
            return "There is nothing to show.";
        }
        String names = series.stream().map(Shown::label).collect(Collectors.joining(" and "));
        Shown first = series.getFirst();
        return "%s by %s, from %s to %s. The least value is %s, the greatest %s."
                .formatted(
                        names,
                        axis.label(),
                        wording.value(axis, section.rows().getFirst().get(axis.index())),
                        wording.value(axis, section.rows().getLast().get(axis.index())),
                        wording.value(first, BigDecimal.valueOf(least()).toPlainString()),
                        wording.value(first, BigDecimal.valueOf(greatest()).toPlainString()));
    }

    /** What each colour means, in a line. Returns where the next line may begin. */
    double legend(Canvas canvas, double left, double y, double size) {
        if (series.size() < 2) {
            canvas.text(
                    new Canvas.Point(left, y),
                    series.getFirst().label(),
                    Canvas.Anchor.START,
                    Ink.MUTED,
                    size);
            return y;
        }
        double x = left;
        for (int i = 0; i < series.size(); i++) {
            canvas.bar(
                    new Canvas.Point(x, y - size * 0.72), size * 0.8, size * 0.8, Ink.ofSeries(i));
            x += size * 1.2;
            String label = series.get(i).label();
            canvas.text(new Canvas.Point(x, y), label, Canvas.Anchor.START, Ink.MUTED, size);
            x += canvas.width(label, size) + size * 1.5;
        }
        return y;
    }
}
