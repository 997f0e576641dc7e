package dev.longhaul.jobtypes.report;

import dev.longhaul.jobtypes.report.Canvas.Point;
import dev.longhaul.source.ReportSection.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.destination.PDPageXYZDestination;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;

/** Pages of A4 with the same charts as on screen, bookmarks, and page numbers. The same data gives the same bytes. */
final class PdfReport {

    private static final double TITLE = 24;
    private static final double HEADING = 13;
    private static final double NOTE = 9.5;
    private static final double LEAD = 11;
    private static final double BETWEEN = 30;

    private final Edition edition;
    private final List<Path> moreFonts;

    /**
     * @param moreFonts files of TrueType fonts for letters that ours lack
     */
    PdfReport(Edition edition, List<Path> moreFonts) {
        this.edition = edition;
        this.moreFonts = moreFonts;
    }

    void write(OutputStream out) throws IOException {
        try (var document = new PDDocument();
                var pages = new PdfPages(document, new PdfFonts(document, moreFonts))) {
            describe(document);
            var outline = new PDDocumentOutline();
            document.getDocumentCatalog().setDocumentOutline(outline);
            pages.newPage();
            title(pages);
            for (Section section : edition.sections()) {
                section(section, pages, outline);
            }
            pages.foot(edition.report().title());
            document.save(out);
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void describe(PDDocument document) {
        document.getDocumentInformation().setTitle(edition.report().title());
        document.getDocumentInformation().setCreator("Longhaul");
        edition.report().description().ifPresent(document.getDocumentInformation()::setSubject);
        var catalog = document.getDocumentCatalog();
        catalog.setLanguage(edition.report().language());
        var preferences = new PDViewerPreferences(new COSDictionary());
        preferences.setDisplayDocTitle(true);
        catalog.setViewerPreferences(preferences);
        // Else it is made of the time.
        document.setDocumentId(1L);
    }

    private void title(PdfPages pages) throws IOException {
        paragraph(pages, edition.report().title(), PdfStyle.of(TITLE, Ink.TEXT).bold());
        if (edition.report().description().isPresent()) {
            pages.down(4);
            paragraph(pages, edition.report().description().get(), PdfStyle.of(LEAD, Ink.MUTED));
        }
        pages.down(BETWEEN);
    }

    private void section(Section section, PdfPages pages, PDDocumentOutline outline)
            throws IOException {
        boolean empty = section.rows().isEmpty();
        var table = new PdfTable(section, edition.wording(), pages);
        var chart =
                section.plan().kind().isChart() && !empty
                        ? new Chart(section, edition.wording())
                        : null;
        double height =
                chart == null
                        ? section.plan().kind() == Kind.NUMBER ? PdfFigures.HEIGHT : table.least()
                        : PdfCanvas.onPage(chart.height(PdfCanvas.chartWidth()));
        String note = edition.note(section);
        double heading = HEADING * 1.4 + (note.isEmpty() ? 0 : NOTE * 1.4) + 12;
        boolean tooHigh = chart != null && heading + height > PdfPages.mostRoom();
        if (!pages.hasRoom(heading + (tooHigh ? table.least() : height))) {
            pages.newPage();
        }
        bookmark(section, pages, outline);
        paragraph(pages, section.plan().heading(), PdfStyle.of(HEADING, Ink.TEXT).bold());
        if (!note.isEmpty()) {
            paragraph(pages, note, PdfStyle.of(NOTE, Ink.MUTED));
        }
        pages.down(12);
        if (section.plan().kind() == Kind.NUMBER) {
            new PdfFigures(edition.wording(), pages).write(section.figures());
        } else if (empty) {
            paragraph(pages, "There is nothing to show.", PdfStyle.of(NOTE, Ink.MUTED));
        } else if (chart != null && !tooHigh) {
            chart.draw(
                    new PdfCanvas(pages, new Point(PdfPages.LEFT, pages.y())),
                    PdfCanvas.chartWidth());
            pages.down(height);
        } else {
            // Also instead of bars that no page has room for.
            table.write();
        }
        pages.down(BETWEEN);
    }

    private static void bookmark(Section section, PdfPages pages, PDDocumentOutline outline) {
        var place = new PDPageXYZDestination();
        place.setPage(pages.page());
        place.setTop((int) (pages.page().getMediaBox().getHeight() - pages.y()));
        var item = new PDOutlineItem();
        item.setTitle(section.plan().heading());
        item.setDestination(place);
        outline.addLast(item);
    }

    private static void paragraph(PdfPages pages, String text, PdfStyle style) throws IOException {
        for (String line : PdfText.lines(pages.fonts(), text, style, PdfPages.WIDTH)) {
            if (!pages.hasRoom(style.size() * 1.4)) {
                pages.newPage();
            }
            pages.text(PdfPages.LEFT, pages.y() + style.size(), line, style);
            pages.down(style.size() * 1.4);
        }
    }
}
