package dev.longhaul.chaos;

import dev.longhaul.chaos.Trial.Finding;
import dev.longhaul.chaos.Violation.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the events led to, as a table in Markdown. */
record Table(List<Finding> findings, long seed) {

    private static final String BEGIN = "<!-- written by make chaos: begin -->";
    private static final String END = "<!-- written by make chaos: end -->";

    private static final String HEAD =
            """
            | event | jobs | attempts lost | attempts failed | jobs lost | double endings | other violations | longest recovery (s) |
            | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
            """;

    String markdown() {
        return HEAD
                + findings.stream().map(Table::row).collect(Collectors.joining())
                + "\nSeed %d, %d processors.\n"
                        .formatted(seed, Runtime.getRuntime().availableProcessors());
    }

    private static String row(Finding finding) {
        Evidence evidence = finding.evidence();
        Verdict verdict = finding.verdict();
        long lost = verdict.count(Kind.LOST) + verdict.count(Kind.NEVER_ENDED);
        long twice = verdict.count(Kind.ENDED_TWICE);
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %d | %d | %d | %d | %.1f |%n",
                finding.event().title(),
                evidence.jobs().size(),
                Verdict.attempts(evidence, "lost"),
                Verdict.attempts(evidence, "failed"),
                lost,
                twice,
                verdict.violations().size() - lost - twice,
                finding.recovery().toMillis() / 1000.0);
    }

    /** Replaces what is between the markers of a page. */
    void keepIn(Path page) throws IOException {
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(
                    page
                            + " lacks the lines between which the table is kept: "
                            + BEGIN
                            + " … "
                            + END);
        }
        Files.writeString(
                page,
                text.substring(0, begin + BEGIN.length())
                        + "\n"
                        + markdown()
                        + text.substring(end));
    }
}
