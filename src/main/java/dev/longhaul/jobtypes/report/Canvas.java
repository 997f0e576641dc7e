package dev.longhaul.jobtypes.report;

import java.util.List;

/** Where charts are drawn. Right and down from the top left corner, in points. */
interface Canvas {

    /** A place. */
    record Point(double x, double y) {}

    /** Which part of a text stands at its place. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    void line(Point from, Point to, Ink ink);

    /** A curve through points, in straight pieces. */
    void path(List<Point> points, Ink ink, double width);

    void bar(Point corner, double width, double height, Ink ink);

    /**
     * Writes a text in one line.
     *
     * @param place on the line that the letters stand on
     */
    void text(Point place, String text, Anchor anchor, Ink ink, double size);

    /** How wide a text is, or will be about. */
    double width(String text, double size);

    /** The text, or as much of it as fits. */
    default String fitted(String text, double room, double size) {
        if (width(text, size) <= room) {
            return text;
        }
        int end = text.length();
        while (end > 1 && width(text.substring(0, end) + "…", size) > room) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end).stripTrailing() + "…";
    }
}
