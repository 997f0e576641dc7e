package dev.longhaul.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.longhaul.PackagedApplication;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The jar on a machine that has neither database nor broker, with everything that happens to such a process. */
class EmbeddedPartsIT {

    private static final String ADD = "{\"type\": \"add\", \"parameters\": {\"a\": 5, \"b\": 7}}";
    private static final String SLOW =
            "{\"type\": \"add\", \"parameters\": {\"a\": 5, \"b\": 7, \"seconds\": 600}}";

    /** A session of its own, in which Ctrl-C counts although it may not where the tests were started. */
    private static final List<String> TERMINAL = List.of("setsid", "env", "--default-signal=INT");

    @TempDir(cleanup = CleanupMode.ALWAYS)
    Path directory;

    private PackagedApplication start(String data) {
        return PackagedApplication.startReady(directory, Map.of("LONGHAUL_DATA_DIR", data));
    }

    private boolean databaseRuns(String data) throws Exception {
        Path pidFile = directory.resolve(data).resolve("postgresql/postmaster.pid");
        if (!Files.exists(pidFile)) {
            return false;
        }
        long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst());
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    @Test
    void jobsAndResultsSurviveARestartAndAnotherOnesPidFileDoesNotMatter() throws Exception {
        String job;
        try (var application = start("data")) {
            job = application.submit(ADD);
            application.awaitEnd(job);
            assertThat(databaseRuns("data")).isTrue();
            application.stop();
            assertThat(application.log()).doesNotContain("ERROR", "Exception");
        }
        assertThat(databaseRuns("data")).isFalse();
        Files.writeString(
                directory.resolve("data/postgresql/postmaster.pid"),
                ProcessHandle.current().pid() + "\n");
        try (var application = start("data")) {
            assertThat(application.get(job + "/result").body()).isEqualTo("12");
        }
    }

    @Test
    void aKilledProcessIsReplacedByTheNextAndItsJobRunsAgain() throws Exception {
        var environment =
                Map.of(
                        "LONGHAUL_DATA_DIR",
                        "data",
                        "LONGHAUL_EXECUTION_LEASE",
                        "2s",
                        "LONGHAUL_UPKEEP_REAP_EVERY",
                        "1s");
        String job;
        try (var application = PackagedApplication.startReady(directory, environment)) {
            job =
                    application.submit(
                            "{\"type\": \"add\", \"parameters\": {\"a\": 5, \"b\": 7, \"seconds\": 3}}");
            await().until(() -> application.status(job).path("status").asText().equals("running"));
            application.killHard();
        }
        assertThat(databaseRuns("data")).as("the database outlives a killed process").isTrue();
        try (var application = PackagedApplication.startReady(directory, environment)) {
            var ended = application.awaitEnd(job);
            assertThat(ended.path("status").asText()).isEqualTo("succeeded");
            assertThat(ended.at("/attempts/0/outcome").asText()).isEqualTo("lost");
            assertThat(ended.at("/attempts/1/outcome").asText()).isEqualTo("succeeded");
        }
    }

    @Test
    void twoInstancesRunSideBySideButNotOnTheSameData() {
        try (var one = start("one");
                var two = start("two")) {
            String job = one.submit(ADD);
            one.awaitEnd(job);
            assertThat(two.get(job).statusCode()).isEqualTo(404);

            try (var third =
                    PackagedApplication.start(
                            directory, Map.of("LONGHAUL_DATA_DIR", "one"), List.of())) {
                assertThat(third.awaitExit()).isEqualTo(1);
                assertThat(third.log())
                        .contains("Longhaul cannot start: another Longhaul uses the data in")
                        .contains("LONGHAUL_DATA_DIR")
                        .doesNotContain("\tat ");
            }
        }
    }

    @Test
    void ctrlCInATerminalHandsARunningJobBackAndStopsEverything() throws Exception {
        var environment = Map.of("LONGHAUL_DATA_DIR", "data", "LONGHAUL_EXECUTION_DRAIN", "1s");
        String job;
        try (var application = PackagedApplication.start(directory, environment, TERMINAL)) {
            application.awaitReady();
            job = application.submit(SLOW);
            await().until(() -> application.status(job).path("status").asText().equals("running"));
            // What a terminal does: to all processes of the group at once.
            new ProcessBuilder("kill", "-INT", "--", "-" + application.pid()).start().waitFor();
            application.awaitExit();
            assertThat(application.log())
                    .contains("1 jobs are handed back")
                    .doesNotContain("Exception");
        }
        assertThat(databaseRuns("data")).isFalse();
        try (var application = start("data")) {
            await().until(() ->
                    application
                            .status(job)
                            .at("/attempts/0/outcome")
                            .asText()
                            .equals("handedBack"));
        }
    }

    /** What is seen of a start from outside, in the order of time. */
    @Tag("slow")
    @ParameterizedTest
    @CsvSource({
        ".lock, TERM",
        "postgresql/PG_VERSION, TERM",
        "postgresql/PG_VERSION, INT",
        "postgresql/postmaster.pid, TERM",
        "postgresql/postmaster.pid, INT",
        "broker/journal, INT"
    })
    void anEndThatIsAskedForInTheMiddleOfAStartIsQuiet(String begun, String signal)
            throws Exception {
        try (var application =
                PackagedApplication.start(
                        directory, Map.of("LONGHAUL_DATA_DIR", "data"), TERMINAL)) {
            await().atMost(Duration.ofSeconds(60))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> Files.exists(directory.resolve("data").resolve(begun)));
            // Ctrl-C reaches all processes of the group, a container's end only the first.
            String whom = (signal.equals("INT") ? "-" : "") + application.pid();
            new ProcessBuilder("kill", "-" + signal, "--", whom).start().waitFor();
            application.awaitExit();
            assertThat(application.log())
                    .doesNotContain("Exception", "cannot start", "Shutdown in", "\tat ");
        }
        assertThat(databaseRuns("data")).isFalse();
    }

    @Test
    void settingsInFilesCountLikeThoseOfTheEnvironment() throws Exception {
        Files.createDirectory(directory.resolve("config"));
        Files.writeString(
                directory.resolve("config/application.properties"),
                "quarkus.datasource.jdbc.url=jdbc:postgresql://127.0.0.1:1/elsewhere\n");
        Files.writeString(directory.resolve(".env"), "AMQP_HOST=broker.example.org\n");
        var environment = Map.of("LONGHAUL_DATA_DIR", "data");
        try (var application = PackagedApplication.start(directory, environment, List.of())) {
            assertThat(application.awaitExit()).isEqualTo(1);
            assertThat(application.log()).contains("the database does not answer as it should");
        }
        assertThat(directory.resolve("data/postgresql")).doesNotExist();
        assertThat(directory.resolve("data/broker")).doesNotExist();
    }

    @Test
    void aWrongSettingStopsTheStartWithASentence() {
        var environment = Map.of("LONGHAUL_DATA_DIR", "data", "LONGHAUL_EXECUTION_SLOTS", "many");
        try (var application = PackagedApplication.start(directory, environment, List.of())) {
            assertThat(application.awaitExit()).isEqualTo(1);
            assertThat(application.log())
                    .contains("LONGHAUL_EXECUTION_SLOTS is 'many'; it has to be a whole number")
                    .doesNotContain("\tat ");
        }
        assertThat(directory.resolve("data")).doesNotExist();
    }

    @Test
    void wrongDatasetFilesStopTheStartByFileAndLine() throws Exception {
        Path datasets = Files.createDirectory(directory.resolve("datasets"));
        Files.writeString(
                datasets.resolve("mine.yaml"),
                "name: mine\nsource: microblog\nsql: |\n  SELECT body,\n    boddy\n  FROM posts\n");
        Files.writeString(
                datasets.resolve("yours.yaml"), "name: yours\nsource: shop\nsql: SELECT 1\n");
        var environment =
                Map.of("LONGHAUL_DATA_DIR", "data", "LONGHAUL_DATASETS", datasets.toString());
        try (var application = PackagedApplication.start(directory, environment, List.of())) {
            assertThat(application.awaitExit()).isEqualTo(1);
            assertThat(application.log())
                    .contains("mine.yaml:5: column \"boddy\" does not exist")
                    .contains("yours.yaml:2: there is no source 'shop'; there are: microblog")
                    .doesNotContain("\tat ");
        }
    }
}
