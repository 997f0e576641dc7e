package dev.longhaul.jobtypes.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.jspecify.annotations.Nullable;

/**
 * The fonts of one document, of which it embeds what it uses: Noto Sans for Latin, Greek and Cyrillic letters, Droid Sans
 * Fallback for Chinese, Japanese and Korean. Opened when they are needed. What neither has is shown as U+FFFD.
 */
final class PdfFonts {

    /** A piece of a text that one font can show. */
    record Run(PDFont font, String text) {}

    private static final int UNKNOWN = 0xFFFD;
    private static final float UNITS = 1000;

    private record Face(PDFont font, CmapLookup glyphs) {

        boolean has(int character) {
            return glyphs.getGlyphId(character) != 0;
        }
    }

    private final PDDocument document;
    private @Nullable Face regular;
    private @Nullable Face bold;
    private @Nullable Face fallback;

    PdfFonts(PDDocument document) {
        this.document = document;
    }

    /** The text in pieces. Control characters are blanks. */
    List<Run> runs(String text, boolean strong) {
        var runs = new ArrayList<Run>();
        var piece = new StringBuilder();
        Face face = null;
        for (int character : text.codePoints().map(PdfFonts::shown).toArray()) {
            Face next = face(character, strong);
            if (face != null && next != face) {
                runs.add(new Run(face.font(), piece.toString()));
                piece.setLength(0);
            }
            face = next;
            piece.appendCodePoint(next.has(character) ? character : UNKNOWN);
        }
        if (face != null) {
            runs.add(new Run(face.font(), piece.toString()));
        }
        return runs;
    }

    private static int shown(int character) {
        return Character.isISOControl(character) || Character.isSpaceChar(character)
                ? ' '
                : character;
    }

    private Face face(int character, boolean strong) {
        Face first = strong ? bold() : regular();
        if (first.has(character)) {
            return first;
        }
        Face second = fallback();
        return second.has(character) ? second : first;
    }

    private Face regular() {
        Face face = regular;
        if (face == null) {
            face = open("NotoSans-Regular.ttf");
            regular = face;
        }
        return face;
    }

    private Face bold() {
        Face face = bold;
        if (face == null) {
            face = open("NotoSans-Bold.ttf");
            bold = face;
        }
        return face;
    }

    private Face fallback() {
        Face face = fallback;
        if (face == null) {
            face = open("DroidSansFallbackFull.ttf");
            fallback = face;
        }
        return face;
    }

    private Face open(String name) {
        try {
            TrueTypeFont font =
                    new TTFParser().parse(new RandomAccessReadBuffer(Resources.font(name)));
            return new Face(PDType0Font.load(document, font, true), font.getUnicodeCmapLookup());
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }

    /** How wide a text is, in points. */
    double width(String text, boolean strong, double size) {
        try {
            double width = 0;
            for (Run run : runs(text, strong)) {
                width += run.font().getStringWidth(run.text());
            }
            return width / UNITS * size;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
