package dev.longhaul.jobtypes.report;

import dev.longhaul.jobtypes.report.Canvas.Anchor;

/**
 * How a text looks on a page.
 *
 * @param size in points
 */
record PdfStyle(double size, boolean strong, Ink ink, Anchor anchor) {

    /** Plain text from its place on. */
    static PdfStyle of(double size, Ink ink) {
        return new PdfStyle(size, false, ink, Anchor.START);
    }

    PdfStyle bold() {
        return new PdfStyle(size, true, ink, anchor);
    }

    PdfStyle at(Anchor other) {
        return new PdfStyle(size, strong, ink, other);
    }
}
