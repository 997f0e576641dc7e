package dev.longhaul.jobtypes.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Draws SVG to stand inside HTML, whose style sheet gives the colours. */
final class SvgCanvas implements Canvas {

    private static final double WIDE = 1.0;
    private static final double NARROW = 0.56;
    private static final double OTHER = 0.64;
    private static final int FIRST_OTHER = 0x370;
    private static final int FIRST_WIDE = 0x1100;

    private final StringBuilder svg = new StringBuilder();

    /** What was drawn, without the element around it. */
    String content() {
        return svg.toString();
    }

    @Override
    public void line(Point from, Point to, Ink ink) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>",
                        ink.word(),
                        digits(from.x()),
                        digits(from.y()),
                        digits(to.x()),
                        digits(to.y())));
    }

    @Override
    public void path(List<Point> points, Ink ink, double width) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<polyline class=\"%s\" stroke-width=\"%s\" points=\"%s\"/>",
                        ink.word(),
                        digits(width),
                        list(points)));
    }

    @Override
    public void bar(Point corner, double width, double height, Ink ink) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>",
                        ink.word(),
                        digits(corner.x()),
                        digits(corner.y()),
                        digits(width),
                        digits(height)));
    }

    @Override
    public void text(Point place, String text, Anchor anchor, Ink ink, double size) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<text class=\"%s\" x=\"%s\" y=\"%s\" font-size=\"%s\" text-anchor=\"%s\">%s</text>",
                        ink.word(),
                        digits(place.x()),
                        digits(place.y()),
                        digits(size),
                        anchor.name().toLowerCase(Locale.ROOT),
                        escaped(text)));
    }

    @Override
    public double width(String text, double size) {
        return size * text.codePoints().mapToDouble(SvgCanvas::width).sum();
    }

    /** Of a letter, as a part of the size: fonts of screens are not known here. */
    private static double width(int character) {
        return character < FIRST_OTHER ? NARROW : character < FIRST_WIDE ? OTHER : WIDE;
    }

    private static String list(List<Point> points) {
        return points.stream()
                .map(point -> digits(point.x()) + "," + digits(point.y()))
                .collect(Collectors.joining(" "));
    }

    private static String digits(double value) {
        return String.format(Locale.ROOT, "%.1f", value).replaceFirst("\\.0$", "");
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
