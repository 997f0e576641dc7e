package dev.longhaul.jobtypes.report;

import dev.longhaul.jobtypes.report.Canvas.Anchor;
import dev.longhaul.jobtypes.report.Canvas.Point;
import dev.longhaul.jobtypes.report.Section.Shown;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table whose headers are there on each of its pages. Long texts are broken into lines, and nothing is left out. */
final class PdfTable {

    private static final double SIZE = 9.5;
    private static final double LINE = 12.5;
    private static final double PADDING = 3;
    private static final double GAP = 18;
    private static final double NATURAL_MOST = 260;
    private static final int ROWS_MEASURED = 500;
    private static final PdfStyle HEADER = PdfStyle.of(SIZE, Ink.MUTED);
    private static final PdfStyle CELL = PdfStyle.of(SIZE, Ink.TEXT);

    private final Section section;
    private final Wording wording;
    private final PdfPages pages;
    private final List<Shown> shown;
    private final double[] widths;

    PdfTable(Section section, Wording wording, PdfPages pages) {
        this.section = section;
        this.wording = wording;
        this.pages = pages;
        this.shown = section.shown();
        this.widths = widths();
    }

    /** As wide as what stands in them; together as wide as the page. */
    private double[] widths() {
        var natural = new double[shown.size()];
        for (int i = 0; i < natural.length; i++) {
            Shown column = shown.get(i);
            natural[i] = pages.fonts().width(column.label(), false, SIZE);
            for (Row row :
                    section.rows().subList(0, Math.min(section.rows().size(), ROWS_MEASURED))) {
                String text = wording.value(column, row.get(column.index()));
                String start = text.substring(0, Math.min(text.length(), 100));
                natural[i] = Math.max(natural[i], pages.fonts().width(start, false, SIZE));
            }
            natural[i] = Math.min(natural[i] + 1, NATURAL_MOST);
        }
        double room = PdfPages.WIDTH - GAP * (natural.length - 1);
        double all = Arrays.stream(natural).sum();
        return Arrays.stream(natural).map(width -> width * room / all).toArray();
    }

    /** How much has to be there for headers and a first row. */
    double least() {
        return 2 * (LINE + 2 * PADDING) + LINE;
    }

    void write() throws IOException {
        writeHeaders();
        for (Row row : section.rows()) {
            writeRow(cells(row));
        }
    }

    private List<List<String>> cells(Row row) {
        var cells = new ArrayList<List<String>>();
        for (int i = 0; i < shown.size(); i++) {
            String text = wording.value(shown.get(i), row.get(shown.get(i).index()));
            cells.add(PdfText.lines(pages.fonts(), text, CELL, widths[i]));
        }
        return cells;
    }

    private void writeHeaders() throws IOException {
        var labels = new ArrayList<List<String>>();
        for (int i = 0; i < shown.size(); i++) {
            labels.add(PdfText.lines(pages.fonts(), shown.get(i).label(), HEADER, widths[i]));
        }
        int lines = labels.stream().mapToInt(List::size).max().orElse(1);
        pages.down(PADDING);
        for (int line = 0; line < lines; line++) {
            writeLine(labels, line, HEADER);
        }
        pages.down(PADDING);
        rule(Ink.TEXT, 0.9);
    }

    private void writeRow(List<List<String>> cells) throws IOException {
        int lines = cells.stream().mapToInt(List::size).max().orElse(1);
        double height = lines * LINE + 2 * PADDING;
        if (!pages.hasRoom(Math.min(height, PdfPages.mostRoom() / 3))) {
            turn();
        }
        pages.down(PADDING);
        for (int line = 0; line < lines; line++) {
            if (!pages.hasRoom(LINE)) {
                turn();
                pages.down(PADDING);
            }
            writeLine(cells, line, CELL);
        }
        pages.down(PADDING);
        rule(Ink.RULE, 0.6);
    }

    private void turn() throws IOException {
        pages.newPage();
        writeHeaders();
    }

    private void writeLine(List<List<String>> cells, int line, PdfStyle style) throws IOException {
        double x = PdfPages.LEFT;
        for (int i = 0; i < cells.size(); i++) {
            boolean right = shown.get(i).isNumber();
            if (line < cells.get(i).size()) {
                pages.text(
                        right ? x + widths[i] : x,
                        pages.y() + SIZE,
                        cells.get(i).get(line),
                        right ? style.at(Anchor.END) : style);
            }
            x += widths[i] + GAP;
        }
        pages.down(LINE);
    }

    private void rule(Ink ink, double width) throws IOException {
        pages.lines(
                List.of(
                        new Point(PdfPages.LEFT, pages.y()),
                        new Point(PdfPages.LEFT + PdfPages.WIDTH, pages.y())),
                ink,
                width);
    }
}
