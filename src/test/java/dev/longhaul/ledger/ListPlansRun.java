package dev.longhaul.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.longhaul.job.JobId;
import dev.longhaul.job.JobStatus;
import dev.longhaul.local.ExternalDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Fills a PostgreSQL with millions of jobs and writes down how lists are made and how long they take: the second half of
 * docs/list.md, and docs/list-plans.md. No test: {@code make list-plans} runs it.
 */
class ListPlansRun {

    private static final String MARK = "<!-- from here on written by make list-plans -->";
    private static final String SIZE =
            """
            SELECT count(*) || ' jobs; PostgreSQL ' || current_setting('server_version') || ', shared_buffers '
                || current_setting('shared_buffers') || ', database '
                || pg_size_pretty(pg_database_size(current_database())) FROM job
            """;

    private static final int LIMIT = 50;
    private static final int TRIES = 5;

    private record Case(String query, JobFilter filter) {}

    /** A page and what it took. */
    private record Figure(String query, String page, JobPage found, double milliseconds) {
        String row() {
            return "| `%s` | %s | %.1f ms | %d | %s |%n"
                    .formatted(
                            query,
                            page,
                            milliseconds,
                            found.jobs().size(),
                            found.next().isPresent() ? "yes" : "no");
        }
    }

    private static JobFilter filter(
            String owner,
            List<JobStatus> statuses,
            List<String> types,
            List<JobFilter.Label> labels,
            Optional<String> text) {
        return new JobFilter(
                Optional.of(owner).filter(name -> !name.equals("*")),
                Set.copyOf(statuses),
                Set.copyOf(types),
                labels,
                text,
                Optional.empty(),
                Optional.empty());
    }

    private static Case of(String owner) {
        return new Case("owner=" + owner, filter(owner, List.of(), List.of(), List.of(), none()));
    }

    private static Case status(String owner, JobStatus... statuses) {
        String words =
                Arrays.stream(statuses).map(JobStatus::wireName).collect(Collectors.joining(","));
        return new Case(
                "owner=%s&status=%s".formatted(owner, words),
                filter(owner, List.of(statuses), List.of(), List.of(), none()));
    }

    private static Case type(String owner, String... types) {
        return new Case(
                "owner=%s&type=%s".formatted(owner, String.join(",", types)),
                filter(owner, List.of(), List.of(types), List.of(), none()));
    }

    private static Case label(String key, String value) {
        return new Case(
                "owner=busy&label=%s:%s".formatted(key, value),
                filter(
                        "busy",
                        List.of(),
                        List.of(),
                        List.of(new JobFilter.Label(key, value)),
                        none()));
    }

    private static Case text(String text) {
        return new Case(
                "owner=busy&q=" + text,
                filter("busy", List.of(), List.of(), List.of(), Optional.of(text)));
    }

    private static Optional<String> none() {
        return Optional.empty();
    }

    private static List<Case> cases(Instant now) {
        Instant middle = now.minus(Duration.ofDays(15));
        return List.of(
                of("*"),
                of("busy"),
                of("steady"),
                of("rare"),
                status("busy", JobStatus.SUCCEEDED),
                status("busy", JobStatus.NOT_STARTED),
                status("busy", JobStatus.RUNNING),
                status("busy", JobStatus.NOT_STARTED, JobStatus.RUNNING),
                status("busy", JobStatus.FAILED),
                status("steady", JobStatus.FAILED, JobStatus.CANCELED),
                status("*", JobStatus.FAILED),
                type("busy", "export"),
                type("busy", "report"),
                type("busy", "export", "report"),
                type("*", "report"),
                label("team", "growth"),
                label("campaign", "autumn"),
                text("user 4711"),
                text("needle"),
                new Case(
                        "owner=busy&createdAfter=…&createdBefore=… (an hour in the middle)",
                        new JobFilter(
                                Optional.of("busy"),
                                Set.of(),
                                Set.of(),
                                List.of(),
                                none(),
                                Optional.of(middle),
                                Optional.of(middle.plus(Duration.ofHours(1))))));
    }

    @Test
    void writeDownThePlans(@TempDir Path directory) throws IOException, SQLException {
        String jobs = System.getProperty("list.jobs", "5000000");
        try (ExternalDatabase server = ExternalDatabase.start(directory)) {
            PGSimpleDataSource database = dataSource(server);
            fill(database, jobs);
            try (Connection connection = database.getConnection()) {
                write(connection, cases(Instant.now()));
            }
        }
    }

    private static PGSimpleDataSource dataSource(ExternalDatabase server) {
        var database = new PGSimpleDataSource();
        database.setUrl(server.environment().get("QUARKUS_DATASOURCE_JDBC_URL"));
        database.setUser(server.environment().get("QUARKUS_DATASOURCE_USERNAME"));
        database.setPassword(server.environment().get("QUARKUS_DATASOURCE_PASSWORD"));
        return database;
    }

    private static void fill(PGSimpleDataSource database, String jobs)
            throws IOException, SQLException {
        Flyway.configure().dataSource(database).load().migrate();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                InputStream sql = ListPlansRun.class.getResourceAsStream("many-jobs.sql")) {
            statement.execute("SET longhaul.jobs = '" + Long.parseLong(jobs) + "'");
            statement.execute(new String(sql.readAllBytes(), UTF_8));
            statement.execute("VACUUM ANALYZE");
        }
    }

    private static void write(Connection connection, List<Case> cases)
            throws IOException, SQLException {
        JobId middle =
                new JobId(
                        UUID.fromString(
                                text(
                                        connection,
                                        "SELECT id FROM job ORDER BY id OFFSET (SELECT count(*) / 2 FROM job) LIMIT 1")));
        var figures = new StringBuilder();
        var plans = new StringBuilder();
        for (Case one : cases) {
            for (Optional<JobId> last : List.of(Optional.<JobId>empty(), Optional.of(middle))) {
                String page = last.isEmpty() ? "first" : "in the middle";
                figures.append(measure(connection, one, page, last).row());
                plans.append("\n## `%s`, page %s\n\n```\n".formatted(one.query(), page))
                        .append(plan(connection, one.filter(), last))
                        .append("\n```\n");
            }
        }
        Path page = Path.of("docs/list.md");
        String words = Files.readString(page);
        Files.writeString(
                page,
                words.substring(0, words.indexOf(MARK))
                        + MARK
                        + "\n\n## Figures\n\n%s. Pages of %d, the median of %d tries.\n\n"
                                .formatted(text(connection, SIZE), LIMIT, TRIES)
                        + "| filter | page | time | jobs | more |\n| --- | --- | --- | --- | --- |\n"
                        + figures);
        Files.writeString(
                Path.of("docs/list-plans.md"),
                "# Plans of lists\n\nOf the first %d looks; written by `make list-plans`, see [the list](list.md).\n"
                                .formatted(JobList.FIRST_LOOKS)
                        + plans);
    }

    private static Figure measure(
            Connection connection, Case one, String page, Optional<JobId> last)
            throws SQLException {
        List<Figure> tries = new ArrayList<>();
        for (int i = 0; i < TRIES; i++) {
            long start = System.nanoTime();
            JobPage found = JobList.page(connection, one.filter(), last, LIMIT);
            tries.add(new Figure(one.query(), page, found, (System.nanoTime() - start) / 1e6));
        }
        return tries.stream()
                .sorted((a, b) -> Double.compare(a.milliseconds(), b.milliseconds()))
                .toList()
                .get(TRIES / 2);
    }

    private static String plan(Connection connection, JobFilter filter, Optional<JobId> last)
            throws SQLException {
        NamedParameters sql = JobList.statement(filter);
        try (PreparedStatement explain =
                connection.prepareStatement("EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) " + sql.sql())) {
            sql.bind(
                    explain,
                    JobList.values(connection, filter, last, JobList.FIRST_LOOKS, LIMIT + 1));
            return lines(explain.executeQuery())
                    .filter(line -> !line.contains("Index Searches:") && !line.contains("Storage:"))
                    .collect(Collectors.joining("\n"));
        }
    }

    private static Stream<String> lines(ResultSet rows) throws SQLException {
        List<String> lines = new ArrayList<>();
        while (rows.next()) {
            lines.add(rows.getString(1));
        }
        return lines.stream();
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            return lines(select.executeQuery()).findFirst().orElseThrow();
        }
    }
}
