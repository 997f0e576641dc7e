package dev.longhaul.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A table in docs/http.md, between two comments that name it. It shows what a test has seen, and nothing else. */
record GuideTable(String name, List<String> head, Rows rows) {

    private static final String JOB = "`/jobs/{id}`";
    private static final String JOB_STATUS = "`/jobs/{id}/status`";
    private static final String JOB_RESULT = "`/jobs/{id}/result`";

    /** What was seen, in the order in which it was; who sees the same of the same job shares a row. */
    static final class Rows {

        private record Seen(String job, List<String> cells) {}

        private final Map<Seen, List<String>> whoSaw = new LinkedHashMap<>();

        void add(String job, String who, List<String> cells) {
            whoSaw.computeIfAbsent(new Seen(job, List.copyOf(cells)), _ -> new ArrayList<>())
                    .add(who);
        }

        private Stream<List<String>> cells() {
            return whoSaw.entrySet().stream()
                    .map(row -> {
                        var cells = new ArrayList<String>();
                        cells.add(row.getKey().job());
                        cells.add(String.join(" · ", row.getValue()));
                        cells.addAll(row.getKey().cells());
                        return cells;
                    });
        }
    }

    private static final Path GUIDE = Path.of("docs/http.md");

    /** What clients see of jobs in all states, at all three URLs of a job. */
    static GuideTable of(String name, List<Client> clients, URI service, List<Subject> jobs)
            throws Exception {
        var rows = new Rows();
        for (Subject job : jobs) {
            for (Client client : clients) {
                var cells = new ArrayList<String>();
                for (String resource : List.of("", "/status", "/result")) {
                    URI url = service.resolve("/jobs/" + job.id() + resource);
                    cells.add(client.get(url).words(job));
                }
                rows.add(job.state(), client.name(), cells);
            }
        }
        return new GuideTable(name, List.of("job", "client", JOB, JOB_STATUS, JOB_RESULT), rows);
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
        rows.cells().forEach(row -> lines.append(line(row)));
        return lines.toString();
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
