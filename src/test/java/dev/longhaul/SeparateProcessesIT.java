package dev.longhaul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.longhaul.local.ExternalDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One {@code web} process and two {@code worker} processes of the same jar, told where things are by the environment. */
@NullUnmarked
class SeparateProcessesIT {

    @TempDir static Path directory;

    private static ExternalDatabase database;
    private static ExternalBroker broker;
    private static PackagedApplication web;
    private static List<PackagedApplication> workers;

    @BeforeAll
    static void start() throws Exception {
        database = ExternalDatabase.start(directory);
        broker = ExternalBroker.start(directory);
        Path datasets = Files.createDirectory(directory.resolve("datasets"));
        Files.writeString(
                datasets.resolve("many.yaml"),
                """
                name: many
                source: microblog
                sql: |
                  SELECT n AS id, n % 5000 AS author, repeat(md5(n::text), 4) AS body,
                    timestamptz '2024-01-01 00:00:00Z' + n * interval '11 seconds' AS created
                  FROM generate_series(1, 2000000) AS n
                """);
        web = PackagedApplication.startReady(directory, environment("web,scheduler"));
        workers =
                IntStream.range(0, 2)
                        .mapToObj(i ->
                                PackagedApplication.startReady(
                                        directory, environment("worker"), "-Xmx128m"))
                        .toList();
    }

    private static Map<String, String> environment(String roles) {
        var environment = new HashMap<>(database.environment());
        environment.put("AMQP_HOST", "127.0.0.1");
        environment.put("AMQP_PORT", String.valueOf(broker.port()));
        environment.put("AMQP_USERNAME", "longhaul");
        environment.put("AMQP_PASSWORD", "longhaul");
        environment.put("LONGHAUL_ROLES", roles);
        // Rare enough to tell a job that a message started from one that a worker found by itself.
        environment.put("LONGHAUL_EXECUTION_POLL", "5s");
        environment.put("LONGHAUL_DATASETS", directory.resolve("datasets").toString());
        environment.put("LONGHAUL_FILES_DIRECTORY", directory.resolve("files").toString());
        return environment;
    }

    @AfterAll
    static void stop() throws Exception {
        workers.forEach(PackagedApplication::close);
        web.close();
        broker.close();
        database.close();
    }

    @Test
    void bothWorkersRunWhatTheWebProcessAccepts() {
        List<String> jobs =
                IntStream.range(0, 60)
                        .mapToObj(i ->
                                web.submit(
                                        "{\"type\": \"add\", \"parameters\": {\"a\": "
                                                + i
                                                + ", \"b\": 1, \"seconds\": 1}}"))
                        .toList();
        var workersSeen =
                jobs.stream()
                        .map(web::awaitEnd)
                        .peek(job -> assertThat(job.path("status").asText()).isEqualTo("succeeded"))
                        .map(job -> job.at("/attempts/0/worker").asText())
                        .collect(Collectors.toSet());
        assertThat(workersSeen).hasSize(2);
        assertThat(web.get(jobs.get(41) + "/result").body()).isEqualTo("42");
    }

    @Test
    void aMessageWakesAWorkerLongBeforeItWouldLookByItself() {
        // By looking alone jobs would wait two and a half seconds on average.
        double meanMillis =
                IntStream.range(0, 20)
                        .mapToObj(i ->
                                web.awaitEnd(
                                        web.submit(
                                                "{\"type\": \"add\", \"parameters\": {\"a\": 1, \"b\": 1}}")))
                        .mapToLong(job ->
                                Duration.between(
                                                java.time.Instant.parse(
                                                        job.path("created").asText()),
                                                java.time.Instant.parse(
                                                        job.path("started").asText()))
                                        .toMillis())
                        .average()
                        .orElseThrow();
        assertThat(meanMillis).isLessThan(1000);
    }

    @Test
    void jobsRunAlsoWhileTheBrokerIsAwayAndMessagesFlowAgainAfterwards() throws Exception {
        broker.stop();
        String job = web.submit("{\"type\": \"add\", \"parameters\": {\"a\": 5, \"b\": 7}}");
        assertThat(web.awaitEnd(job).path("status").asText()).isEqualTo("succeeded");
        assertThat(workers).allMatch(worker -> worker.get("/q/health/ready").statusCode() == 200);

        broker.startAgain();
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(this::aMessageWakesAWorkerLongBeforeItWouldLookByItself);
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "xlsx", "parquet"})
    void twoMillionRowsAreExportedInASmallHeap(String format) throws Exception {
        String job =
                web.submit(
                        "{\"type\": \"export\", \"parameters\": {\"dataset\": \"many\", \"format\": \"%s\"}}"
                                .formatted(format));
        await().until(() -> web.status(job).at("/progress/percent").asInt() > 0);
        var ended = web.awaitEnd(job);
        assertThat(ended.path("status").asText()).isEqualTo("succeeded");
        assertThat(ended.at("/result/rows").asLong()).isEqualTo(2_000_000);
        if (format.equals("csv")) {
            try (var lines = Files.lines(resultOf(job))) {
                assertThat(lines.count()).isEqualTo(2_000_001);
            }
        }
    }

    private static Path resultOf(String job) throws Exception {
        String id = job.substring("/jobs/".length());
        try (var files = Files.walk(directory.resolve("files"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(id))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void aWorkerDoesNotAnswerCallers() {
        var answer = workers.getFirst().get("/job-types");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("This process has the role worker; ask one");
    }

    @Test
    void aWorkerThatIsKilledLosesNothing() {
        var environment = environment("worker");
        environment.put("LONGHAUL_EXECUTION_LEASE", "3s");
        String job;
        try (var victim = PackagedApplication.startReady(directory, environment)) {
            // Enough slow jobs for every worker to have some.
            List<String> jobs =
                    IntStream.range(0, 40)
                            .mapToObj(i ->
                                    web.submit(
                                            "{\"type\": \"add\", \"parameters\": {\"a\": 1, \"b\": 1, \"seconds\": 4}}"))
                            .toList();
            job = await().until(() -> runningOn(victim, jobs), Optional::isPresent).orElseThrow();
            victim.killHard();
        }
        var ended = web.awaitEnd(job);
        assertThat(ended.path("status").asText()).isEqualTo("succeeded");
        assertThat(ended.at("/attempts/0/outcome").asText()).isEqualTo("lost");
    }

    private static Optional<String> runningOn(PackagedApplication worker, List<String> jobs) {
        return jobs.stream()
                .filter(job -> {
                    var status = web.status(job);
                    return status.path("status").asText().equals("running")
                            && status.at("/attempts/0/worker")
                                    .asText()
                                    .contains("-" + worker.pid() + "-");
                })
                .findFirst();
    }
}
