package dev.longhaul.jobtypes.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Breaks texts into lines. */
final class PdfText {

    /** More characters than a line of a page has room for; measuring long texts takes long. */
    private static final int MOST_IN_A_LINE = 500;

    private static final Pattern AFTER_BLANK = Pattern.compile("(?<=\\s)");

    private PdfText() {}

    /** At least one line; breaks at blanks, and inside of what is wider than a line. */
    static List<String> lines(PdfFonts fonts, String text, PdfStyle style, double width) {
        var lines = new ArrayList<String>();
        for (String paragraph : text.lines().toList()) {
            var line = new StringBuilder();
            for (String word : AFTER_BLANK.splitAsStream(paragraph).toList()) {
                if (line.length() + word.length() <= MOST_IN_A_LINE
                        && fits(fonts, line + word, 0, style, width)) {
                    line.append(word);
                    continue;
                }
                if (!line.isEmpty()) {
                    lines.add(line.toString().stripTrailing());
                    line.setLength(0);
                }
                int at = 0;
                while (!fits(fonts, word, at, style, width)) {
                    int end = end(fonts, word, at, style, width);
                    lines.add(word.substring(at, end));
                    at = end;
                }
                line.append(word, at, word.length());
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines.isEmpty() ? List.of("") : lines;
    }

    /** Whether the rest of a text fits into a line. */
    private static boolean fits(
            PdfFonts fonts, String text, int from, PdfStyle style, double width) {
        if (text.length() - from > MOST_IN_A_LINE) {
            return false;
        }
        String rest = text.substring(from);
        return rest.codePointCount(0, rest.length()) <= 1
                || fonts.width(rest.stripTrailing(), style.strong(), style.size()) <= width + 0.01;
    }

    /** Up to where a long word fits: at least a character. */
    private static int end(PdfFonts fonts, String word, int from, PdfStyle style, double width) {
        int end = word.offsetByCodePoints(from, 1);
        while (end < word.length()) {
            int next = word.offsetByCodePoints(end, 1);
            if (!fits(fonts, word.substring(from, next), 0, style, width)) {
                break;
            }
            end = next;
        }
        return end;
    }
}
