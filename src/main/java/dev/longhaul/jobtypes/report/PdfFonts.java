package dev.longhaul.jobtypes.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.jspecify.annotations.Nullable;

/**
 * The fonts of one document, of which it embeds what it uses: Noto Sans for Latin, Greek and Cyrillic letters, Droid Sans
 * Fallback for Chinese and Japanese, and the operator's. Opened when they are needed. What none has is shown as U+FFFD.
 */
final class PdfFonts {

    /** A piece of a text that one font can show. */
    record Run(PDFont font, String text) {}

    private static final int UNKNOWN = 0xFFFD;
    // Noto Sans has no minus sign; its dash is as wide as a digit.
    private static final int MINUS = 0x2212;
    private static final int EN_DASH = 0x2013;
    private static final float UNITS = 1000;

    private record Face(PDFont font, CmapLookup glyphs) {

        boolean has(int character) {
            return glyphs.getGlyphId(character) != 0;
        }
    }

    private final PDDocument document;
    private final List<Path> more;
    private final Map<String, Face> faces = new HashMap<>();

    /**
     * @param more files of further fonts
     */
    PdfFonts(PDDocument document, List<Path> more) {
        this.document = document;
        this.more = more;
    }

    /** The text in pieces. Control characters are blanks. */
    List<Run> runs(String text, boolean strong) {
        var runs = new ArrayList<Run>();
        var piece = new StringBuilder();
        @Nullable Face face = null;
        for (int character : text.codePoints().map(PdfFonts::shown).toArray()) {
            Face next = face(character, strong);
            if (face != null && !next.equals(face)) {
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
        if (character == MINUS) {
            return EN_DASH;
        }
        return Character.isISOControl(character) || Character.isSpaceChar(character)
                ? ' '
                : character;
    }

    private Face face(int character, boolean strong) {
        Face first = face(strong ? "NotoSans-Bold.ttf" : "NotoSans-Regular.ttf");
        if (first.has(character)) {
            return first;
        }
        return fallbacks().filter(fallback -> fallback.has(character)).findFirst().orElse(first);
    }

    private Stream<Face> fallbacks() {
        return Stream.concat(
                Stream.of("DroidSansFallbackFull.ttf").map(this::face),
                more.stream()
                        .map(file -> faces.computeIfAbsent(file.toString(), name -> open(file))));
    }

    private Face face(String name) {
        return faces.computeIfAbsent(
                name, key -> open(key, new RandomAccessReadBuffer(Resources.font(key)), false));
    }

    private Face open(Path file) {
        try {
            return open(
                    file.toString(), new RandomAccessReadBuffer(Files.readAllBytes(file)), true);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    /**
     * @param joins whether letters are put together as the font says. Some scripts cannot be read otherwise; in Latin that makes
     *     ligatures, which a search for the letters does not find
     */
    private Face open(String name, RandomAccessRead content, boolean joins) {
        try {
            TrueTypeFont font = new TTFParser().parse(content);
            font.setEnableGsub(joins);
            return new Face(PDType0Font.load(document, font, true), font.getUnicodeCmapLookup());
        } catch (IOException e) {
            throw new UncheckedIOException(name + " is no TrueType font that can be read", e);
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
