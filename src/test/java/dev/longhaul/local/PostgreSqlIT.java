package dev.longhaul.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.longhaul.Bootstrap.StartFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgreSqlIT {

    /** Unpacked once for all tests. */
    @TempDir static Path programs;

    /** Data that most tests begin with, for to make it takes longer than all else. */
    @TempDir static Path made;

    @TempDir Path directory;

    @BeforeAll
    static void make() throws IOException {
        sharePrograms(made);
        start(made).close();
    }

    @AfterAll
    static void keepProgramsOfAll() throws IOException {
        Files.delete(made.resolve("programs"));
    }

    @BeforeEach
    void sharePrograms() throws IOException {
        sharePrograms(directory);
    }

    private static void sharePrograms(Path directory) throws IOException {
        Files.createSymbolicLink(directory.resolve("programs"), programs);
    }

    @AfterEach
    void keepPrograms() throws IOException {
        Files.delete(directory.resolve("programs"));
    }

    private PostgreSql start() {
        return start(directory);
    }

    private static PostgreSql start(Path directory) {
        return PostgreSql.start(directory, new Settings(Configs.of(Map.of())));
    }

    /** As if a server had run on it. */
    private void copyData() throws IOException {
        try (Stream<Path> files = Files.walk(made)) {
            for (Path file : files.filter(file -> !file.equals(made)).toList()) {
                if (!Files.isSymbolicLink(file)) {
                    Files.copy(
                            file,
                            directory.resolve(made.relativize(file)),
                            StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    private Path data() {
        return directory.resolve("postgresql");
    }

    private static Connection connect(PostgreSql server, String password) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl("longhaul"), PostgreSql.USER, password);
    }

    private static void execute(PostgreSql server, String statement) throws SQLException {
        try (Connection connection = connect(server, server.password())) {
            connection.createStatement().execute(statement);
        }
    }

    @Test
    void onlyThePasswordThatTheOwnerCanReadLetsAnybodyIn() throws Exception {
        PostgreSql server = start();
        try {
            execute(server, "SELECT 1");
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> connect(server, "longhaul"))
                    .withMessageContaining("password authentication failed");
            Path file = directory.resolve("postgresql.password");
            assertThat(file).content().isEqualToIgnoringNewLines(server.password());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        } finally {
            server.close();
        }
    }

    @Test
    void dataOfAnEarlierVersionKeepsWorkingAndGetsThePassword() throws Exception {
        makeDataAsEarlier();
        PostgreSql converted = start();
        try {
            execute(converted, "CREATE TABLE kept (number int)");
            // The server reads its rules anew in its own time.
            await().untilAsserted(() ->
                    assertThatThrownBy(() -> connect(converted, "longhaul").close())
                            .hasMessageContaining("password authentication failed"));
        } finally {
            converted.close();
        }
        PostgreSql again = start();
        try {
            execute(again, "SELECT * FROM kept");
            assertThat(again.password()).isEqualTo(converted.password());
            assertThat(data().resolve("pg_hba.conf"))
                    .content()
                    .doesNotContainPattern("(?m)^[a-z].*trust");
        } finally {
            again.close();
        }
    }

    private void makeDataAsEarlier() throws IOException {
        Path bin = new PostgreSqlBinaries(directory.resolve("programs")).unpack().resolve("bin");
        new Commands(bin)
                .run(
                        "initdb",
                        "-D",
                        data().toString(),
                        "-U",
                        PostgreSql.USER,
                        "-A",
                        "trust",
                        "--no-sync");
    }

    @Test
    void aLostPasswordStopsTheStartAndTheWayOutThatIsNamedWorks() throws Exception {
        copyData();
        Files.delete(directory.resolve("postgresql.password"));
        assertThatExceptionOfType(StartFailure.class)
                .isThrownBy(this::start)
                .withMessageContaining("write 'trust' in place of 'scram-sha-256'");
        assertNoServerRuns();
        Path rules = data().resolve("pg_hba.conf");
        Files.writeString(rules, Files.readString(rules).replace("scram-sha-256", "trust"));
        PostgreSql server = start();
        execute(server, "SELECT 1");
        server.close();
    }

    @Test
    void aServerWhoseDatabasesCannotBeMadeIsStoppedAgain() throws Exception {
        copyData();
        Files.writeString(data().resolve("pg_hba.conf"), "host all all all reject\n");
        assertThatExceptionOfType(StartFailure.class)
                .isThrownBy(this::start)
                .withMessageContaining("did not start: FATAL: pg_hba.conf rejects");
        assertNoServerRuns();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ROLE longhaul", "DATABASE longhaul"})
    void aSettingThatCouldLoseJobsStopsTheStart(String owner) throws Exception {
        copyData();
        PostgreSql server = start();
        execute(server, "ALTER " + owner + " SET synchronous_commit = off");
        server.close();
        assertThatExceptionOfType(StartFailure.class)
                .isThrownBy(this::start)
                .withMessageContaining("synchronous_commit off, which would lose jobs")
                .withMessageContaining("ALTER ROLE longhaul RESET synchronous_commit");
        assertNoServerRuns();
    }

    @Test
    void whatIsCommittedIsDurable() throws Exception {
        copyData();
        PostgreSql server = start();
        try (Connection connection = connect(server, server.password())) {
            for (String setting : PostgreSql.DURABILITY) {
                ResultSet row = connection.createStatement().executeQuery("SHOW " + setting);
                row.next();
                assertThat(row.getString(1)).as(setting).isEqualTo("on");
            }
        } finally {
            server.close();
        }
    }

    @Test
    void itsDeathIsSaidWithWhatToDo() throws Exception {
        copyData();
        Queue<String> said = new ConcurrentLinkedQueue<>();
        Handler listener = new Listener(said);
        Logger.getLogger(PostgreSql.class.getName()).addHandler(listener);
        try {
            PostgreSql server = start();
            Postmaster.of(data()).server().orElseThrow().destroyForcibly();
            await().untilAsserted(() ->
                    assertThat(said)
                            .anyMatch(sentence ->
                                    sentence.contains("stop Longhaul and start it again")));
            server.close();
            assertThat(said).noneMatch(sentence -> sentence.contains("could not be stopped"));
            said.clear();
            PostgreSql next = start();
            next.close();
            await().until(() -> Postmaster.of(data()).server().isEmpty());
            assertThat(said).noneMatch(sentence -> sentence.contains("has ended"));
        } finally {
            Logger.getLogger(PostgreSql.class.getName()).removeHandler(listener);
        }
    }

    private static final class Listener extends Handler {

        private final Queue<String> said;

        Listener(Queue<String> said) {
            this.said = said;
        }

        @Override
        public void publish(LogRecord record) {
            said.add(record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @Test
    void aPortOfAnotherProgramStopsTheStart() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var settings =
                    Map.of("longhaul.local.postgresql.port", String.valueOf(other.getLocalPort()));
            assertThatExceptionOfType(StartFailure.class)
                    .isThrownBy(
                            () -> PostgreSql.start(directory, new Settings(Configs.of(settings))))
                    .withMessageContaining("another program has port " + other.getLocalPort())
                    .withMessageContaining("LONGHAUL_LOCAL_POSTGRESQL_PORT");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "12x", "99999999999999999999\n"})
    void aTornPidFileDoesNotMatter(String content) throws Exception {
        copyData();
        Files.writeString(data().resolve("postmaster.pid"), content);
        PostgreSql server = start();
        execute(server, "SELECT 1");
        server.close();
    }

    private void assertNoServerRuns() throws IOException {
        assertThat(Postmaster.of(data()).server()).isEmpty();
        assertThat(data().resolve("postmaster.pid")).doesNotExist();
    }
}
