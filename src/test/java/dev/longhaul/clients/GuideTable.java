package dev.longhaul.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A table in docs/http.md, between two comments that name it. It shows what a test has seen, and nothing else. */
record GuideTable(String name, List<String> head, List<List<String>> rows) {

    private static final Path GUIDE = Path.of("docs/http.md");

    /** What clients see of jobs in all states, at all three URLs of a job. */
    static GuideTable of(String name, List<Client> clients, URI service, List<Subject> jobs)
            throws Exception {
        var rows = new ArrayList<List<String>>();
        for (Subject job : jobs) {
            for (Client client : clients) {
                var row = new ArrayList<>(List.of(job.state(), client.name()));
                for (String resource : List.of("", "/status", "/result")) {
                    URI url = service.resolve("/jobs/" + job.id() + resource);
                    row.add(client.get(url).words(job));
                }
                rows.add(row);
            }
        }
        return new GuideTable(
                name,
                List.of(
                        "job",
                        "client",
                        "`/jobs/{id}`",
                        "`/jobs/{id}/status`",
                        "`/jobs/{id}/result`"),
                rows);
    }

    /** Fails if the guide shows another table, unless it is to be written anew. */
    void assertInGuide() throws IOException {
        String guide = Files.readString(GUIDE);
        String begin = "<!-- made by make http-table: " + name + " -->\n";
        String end = "<!-- end: " + name + " -->\n";
        assertThat(guide).contains(begin).contains(end);
        int from = guide.indexOf(begin) + begin.length();
        int to = guide.indexOf(end, from);
        if (Boolean.getBoolean("http.table.write")) {
            Files.writeString(GUIDE, guide.substring(0, from) + markdown() + guide.substring(to));
        } else {
            assertThat(guide.substring(from, to))
                    .as("run 'make http-table', look at what has changed, and commit docs/http.md")
                    .isEqualTo(markdown());
        }
    }

    private String markdown() {
        var lines = new StringBuilder();
        lines.append(line(head)).append("|").append(" --- |".repeat(head.size())).append("\n");
        rows.forEach(row -> lines.append(line(row)));
        return lines.toString();
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
