package dev.longhaul.jobtypes.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Draws on a page, from a corner on. */
final class PdfCanvas implements Canvas {

    private static final double HAIRLINE = 0.6;
    private static final double CHART = 0.85;

    private final PdfPages pages;
    private final Point corner;

    /**
     * @param corner the top left one
     */
    PdfCanvas(PdfPages pages, Point corner) {
        this.pages = pages;
        this.corner = corner;
    }

    /** Charts are drawn a little smaller than on screens: this wide for a page's width. */
    static double chartWidth() {
        return PdfPages.WIDTH / CHART;
    }

    /** How high something of that height is on the page. */
    static double onPage(double height) {
        return height * CHART;
    }

    @Override
    public void line(Point from, Point to, Ink ink) {
        path(List.of(from, to), ink, HAIRLINE / CHART);
    }

    @Override
    public void path(List<Point> points, Ink ink, double width) {
        try {
            pages.lines(points.stream().map(this::place).toList(), ink, width * CHART);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void bar(Point at, double width, double height, Ink ink) {
        try {
            pages.box(place(at), width * CHART, height * CHART, ink);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void text(Point at, String text, Anchor anchor, Ink ink, double size) {
        try {
            Point place = place(at);
            pages.text(place.x(), place.y(), text, new PdfStyle(size * CHART, false, ink, anchor));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public double width(String text, double size) {
        return pages.fonts().width(text, false, size);
    }

    private Point place(Point point) {
        return new Point(corner.x() + point.x() * CHART, corner.y() + point.y() * CHART);
    }
}
