package dev.longhaul.jobtypes.report;

import dev.longhaul.jobtypes.report.Canvas.Anchor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.jspecify.annotations.Nullable;

/** Pages that fill from top to bottom. Places are counted in points, right and down from the top left corner of the paper. */
final class PdfPages implements AutoCloseable {

    static final double LEFT = 56;
    static final double WIDTH = PDRectangle.A4.getWidth() - 2 * LEFT;
    private static final double TOP = 60;
    private static final double BOTTOM = PDRectangle.A4.getHeight() - 66;
    private static final double FOOT = PDRectangle.A4.getHeight() - 36;
    private static final double FOOT_SIZE = 8.5;

    private final PDDocument document;
    private final PdfFonts fonts;
    private final List<PDPage> pages = new ArrayList<>();
    private @Nullable PDPageContentStream content;
    private double y;

    PdfPages(PDDocument document, PdfFonts fonts) {
        this.document = document;
        this.fonts = fonts;
    }

    PdfFonts fonts() {
        return fonts;
    }

    /** How far down the page is filled. */
    double y() {
        return y;
    }

    void down(double points) {
        y += points;
    }

    boolean hasRoom(double height) {
        return y + height <= BOTTOM;
    }

    /** The most that a page has room for. */
    static double mostRoom() {
        return BOTTOM - TOP;
    }

    PDPage page() {
        return pages.getLast();
    }

    void newPage() throws IOException {
        close();
        var page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        pages.add(page);
        content = new PDPageContentStream(document, page);
        y = TOP;
    }

    private PDPageContentStream content() {
        PDPageContentStream stream = content;
        if (stream == null) {
            throw new IllegalStateException("no page is begun");
        }
        return stream;
    }

    /**
     * @param x from the left edge of the paper
     * @param baseline from the top edge
     */
    void text(double x, double baseline, String text, PdfStyle style) throws IOException {
        text(content(), x, baseline, text, style);
    }

    private void text(
            PDPageContentStream stream, double x, double baseline, String text, PdfStyle style)
            throws IOException {
        double width = fonts.width(text, style.strong(), style.size());
        double from =
                switch (style.anchor()) {
                    case START -> x;
                    case MIDDLE -> x - width / 2;
                    case END -> x - width;
                };
        stream.beginText();
        stream.setNonStrokingColor(red(style.ink()), green(style.ink()), blue(style.ink()));
        stream.newLineAtOffset((float) from, up(baseline));
        for (PdfFonts.Run run : fonts.runs(text, style.strong())) {
            stream.setFont(run.font(), (float) style.size());
            stream.showText(run.text());
        }
        stream.endText();
    }

    void lines(List<Canvas.Point> points, Ink ink, double width) throws IOException {
        PDPageContentStream stream = content();
        stream.setStrokingColor(red(ink), green(ink), blue(ink));
        stream.setLineWidth((float) width);
        stream.setLineJoinStyle(1);
        stream.moveTo((float) points.getFirst().x(), up(points.getFirst().y()));
        for (Canvas.Point point : points.subList(1, points.size())) {
            stream.lineTo((float) point.x(), up(point.y()));
        }
        stream.stroke();
    }

    void box(Canvas.Point corner, double width, double height, Ink ink) throws IOException {
        PDPageContentStream stream = content();
        stream.setNonStrokingColor(red(ink), green(ink), blue(ink));
        stream.addRect((float) corner.x(), up(corner.y() + height), (float) width, (float) height);
        stream.fill();
    }

    /** Writes at the foot of all pages what they are of, and which each is. */
    void foot(String title) throws IOException {
        close();
        for (int i = 0; i < pages.size(); i++) {
            try (var stream =
                    new PDPageContentStream(
                            document,
                            pages.get(i),
                            PDPageContentStream.AppendMode.APPEND,
                            true,
                            true)) {
                String number = "Page %d of %d".formatted(i + 1, pages.size());
                text(
                        stream,
                        LEFT,
                        FOOT,
                        title,
                        new PdfStyle(FOOT_SIZE, false, Ink.MUTED, Anchor.START));
                text(
                        stream,
                        LEFT + WIDTH,
                        FOOT,
                        number,
                        new PdfStyle(FOOT_SIZE, false, Ink.MUTED, Anchor.END));
            }
        }
    }

    private static float up(double down) {
        return (float) (PDRectangle.A4.getHeight() - down);
    }

    private static float red(Ink ink) {
        return (ink.paper() >> 16 & 0xFF) / 255f;
    }

    private static float green(Ink ink) {
        return (ink.paper() >> 8 & 0xFF) / 255f;
    }

    private static float blue(Ink ink) {
        return (ink.paper() & 0xFF) / 255f;
    }

    @Override
    public void close() throws IOException {
        PDPageContentStream stream = content;
        if (stream != null) {
            stream.close();
            content = null;
        }
    }
}
