package dev.longhaul.http;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The problem types as pages, for those who follow the type of a problem with a browser. */
final class ProblemPage {

    private static final String FRAME =
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%1$s</title>
            <style>body {font: 1rem/1.5 system-ui, sans-serif; max-width: 45rem; margin: 2rem auto; padding: 0 1rem}</style>
            </head>
            <body>
            <h1>%1$s</h1>
            %2$s
            </body>
            </html>
            """;

    private ProblemPage() {}

    static String of(ProblemType type, Urls urls) {
        ProblemExplanation explanation = ProblemExplanation.of(type);
        return FRAME.formatted(
                escaped(type.title()),
                """
                <p><code>%s</code>, status %d</p>
                <h2>What it means</h2>
                <p>%s</p>
                <h2>What to do</h2>
                <p>%s</p>
                <p><a href="%s">All problems</a></p>\
                """
                        .formatted(
                                type.code(),
                                type.status(),
                                escaped(explanation.meaning()),
                                escaped(explanation.remedy()),
                                escaped(urls.problems())));
    }

    static String ofAll(Urls urls) {
        String items =
                Arrays.stream(ProblemType.values())
                        .map(type ->
                                "<li><a href=\"%s\"><code>%s</code></a>, status %d: %s</li>"
                                        .formatted(
                                                escaped(urls.problem(type)),
                                                type.code(),
                                                type.status(),
                                                escaped(type.title())))
                        .collect(Collectors.joining("\n"));
        return FRAME.formatted("Problems", "<ul>\n" + items + "\n</ul>");
    }

    /** URLs come from the request, so from whoever wrote its headers. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
