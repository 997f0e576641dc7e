package dev.longhaul.jobtypes.report;

import dev.longhaul.jobtypes.report.Canvas.Point;
import dev.longhaul.jobtypes.report.Section.Figure;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;

/** Key figures in rows of four, each with its growth below it. */
final class PdfFigures {

    static final double HEIGHT = 66;

    private static final int IN_A_ROW = 4;
    private static final double GAP = 18;
    private static final double VALUE_SIZE = 19;
    private static final double SIZE = 9;

    private final Wording wording;
    private final PdfPages pages;

    PdfFigures(Wording wording, PdfPages pages) {
        this.wording = wording;
        this.pages = pages;
    }

    void write(List<Figure> figures) throws IOException {
        for (int from = 0; from < figures.size(); from += IN_A_ROW) {
            if (!pages.hasRoom(HEIGHT)) {
                pages.newPage();
            }
            List<Figure> row = figures.subList(from, Math.min(from + IN_A_ROW, figures.size()));
            int columns = Math.min(figures.size(), IN_A_ROW);
            double width = (PdfPages.WIDTH - GAP * (columns - 1)) / columns;
            for (int i = 0; i < row.size(); i++) {
                write(row.get(i), PdfPages.LEFT + i * (width + GAP), width);
            }
            pages.down(HEIGHT + 8);
        }
    }

    private void write(Figure figure, double x, double width) throws IOException {
        double y = pages.y();
        pages.lines(List.of(new Point(x, y), new Point(x + width, y)), Ink.TEXT, 1.2);
        pages.text(
                x,
                y + 16,
                fitted(figure.shown().label(), width, SIZE),
                PdfStyle.of(SIZE, Ink.MUTED));
        String value = wording.value(figure.shown(), figure.value());
        double natural = pages.fonts().width(value, true, VALUE_SIZE);
        double size = natural > width ? Math.max(SIZE, VALUE_SIZE * width / natural) : VALUE_SIZE;
        pages.text(x, y + 40, fitted(value, width, size), PdfStyle.of(size, Ink.TEXT).bold());
        if (figure.isCompared()) {
            compare(figure, x, y + 56, width);
        }
    }

    private void compare(Figure figure, double x, double y, double width) throws IOException {
        double at = x;
        BigDecimal change = figure.change().orElse(null);
        if (change != null) {
            String text = wording.change(change, 1);
            Ink ink = change.signum() > 0 ? Ink.UP : change.signum() < 0 ? Ink.DOWN : Ink.MUTED;
            pages.text(at, y, text, PdfStyle.of(SIZE, ink));
            at += pages.fonts().width(text, false, SIZE) + 4;
        }
        String before = "from " + wording.value(figure.shown(), figure.before());
        pages.text(at, y, fitted(before, x + width - at, SIZE), PdfStyle.of(SIZE, Ink.MUTED));
    }

    private String fitted(String text, double width, double size) {
        return new PdfCanvas(pages, new Point(0, 0)).fitted(text, width, size);
    }
}
