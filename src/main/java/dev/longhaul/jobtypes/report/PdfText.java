package dev.longhaul.jobtypes.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Breaks texts into lines. */
final class PdfText {

    private static final Pattern AFTER_BLANK = Pattern.compile("(?<=\\s)");

    private PdfText() {}

    /** At least one line; breaks at blanks, and inside of what is wider than a line. */
    static List<String> lines(PdfFonts fonts, String text, PdfStyle style, double width) {
        var lines = new ArrayList<String>();
        for (String paragraph : text.lines().toList()) {
            var line = new StringBuilder();
            for (String word : AFTER_BLANK.splitAsStream(paragraph).toList()) {
                if (fits(fonts, line + word, style, width)) {
                    line.append(word);
                    continue;
                }
                if (!line.isEmpty()) {
                    lines.add(line.toString().stripTrailing());
                    line.setLength(0);
                }
                String rest = word;
                while (!fits(fonts, rest, style, width)) {
                    int end = end(fonts, rest, style, width);
                    lines.add(rest.substring(0, end));
                    rest = rest.substring(end);
                }
                line.append(rest);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines.isEmpty() ? List.of("") : lines;
    }

    private static boolean fits(PdfFonts fonts, String text, PdfStyle style, double width) {
        return text.codePointCount(0, text.length()) <= 1
                || fonts.width(text.stripTrailing(), style.strong(), style.size()) <= width + 0.01;
    }

    /** How much of a long word fits: at least a character. */
    private static int end(PdfFonts fonts, String word, PdfStyle style, double width) {
        int end = word.offsetByCodePoints(0, 1);
        while (end < word.length()) {
            int next = word.offsetByCodePoints(end, 1);
            if (!fits(fonts, word.substring(0, next), style, width)) {
                break;
            }
            end = next;
        }
        return end;
    }
}
