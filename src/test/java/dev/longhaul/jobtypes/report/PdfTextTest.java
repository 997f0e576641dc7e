package dev.longhaul.jobtypes.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Test;

class PdfTextTest {

    private static final PdfStyle STYLE = PdfStyle.of(9.5, Ink.TEXT);

    @Test
    void linesBreakAtBlanksAndNothingIsLeftOut() throws Exception {
        try (var document = new PDDocument()) {
            var fonts = new PdfFonts(document, List.of());
            assertThat(PdfText.lines(fonts, "one two three four\n\nfive", STYLE, 80))
                    .containsExactly("one two three", "four", "", "five");
            String endless = "李".repeat(3_000);
            List<String> lines = PdfText.lines(fonts, endless, STYLE, 80);
            assertThat(String.join("", lines)).isEqualTo(endless);
            assertThat(lines)
                    .allSatisfy(line ->
                            assertThat(fonts.width(line, false, STYLE.size())).isLessThan(80.1));
        }
    }
}
