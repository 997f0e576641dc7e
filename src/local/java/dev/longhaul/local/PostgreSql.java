package dev.longhaul.local;

import dev.longhaul.Bootstrap.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/**
 * A PostgreSQL server of our own, on loopback, with its data in our folder.
 *
 * <p>Started by {@code pg_ctl}, which puts it into a session of its own: Ctrl-C in a terminal then reaches this process
 * but not the server, which has to outlive the service. If this process is killed the server stays; the next start
 * finds it and stops it first.
 */
final class PostgreSql {

    static final String USER = "longhaul";

    private static final Logger LOG = Logger.getLogger(PostgreSql.class);
    private static final List<String> DATABASES = List.of("longhaul", "microblog");

    private final Path data;
    private final Commands commands;
    private final int port;
    private final boolean durable;

    private PostgreSql(Path data, Commands commands, int port, boolean durable) {
        this.data = data;
        this.commands = commands;
        this.port = port;
        this.durable = durable;
    }

    /**
     * Starts the server on the data in {@code directory}, which is made if it is not there.
     *
     * @throws StartFailure if it does not start, with its own words
     */
    static PostgreSql start(Path directory, Settings settings) {
        Commands commands =
                new Commands(
                        PostgreSqlBinaries.unpackInto(directory.resolve("programs"))
                                .resolve("bin"));
        Path data = directory.resolve("postgresql");
        int port = settings.port("longhaul.local.postgresql.port");
        var server = new PostgreSql(data, commands, port, settings.durable());
        try {
            server.initialize();
            server.stopOrphan();
            server.launch();
            server.createDatabases();
            return server;
        } catch (IOException | SQLException e) {
            throw new StartFailure(
                    "the embedded PostgreSQL did not start: "
                            + e.getMessage()
                            + ". Its data is in "
                            + data
                            + ", its words are in "
                            + server.log()
                            + ".",
                    e);
        }
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Stops the server, ending its connections. */
    void close() {
        try {
            commands.run("pg_ctl", "stop", "-D", data.toString(), "-m", "fast", "-w", "-t", "30");
        } catch (IOException e) {
            LOG.errorf("The embedded PostgreSQL could not be stopped: %s", e.getMessage());
        }
    }

    private Path log() {
        return data.resolveSibling("postgresql.log");
    }

    private void initialize() throws IOException {
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            commands.run(
                    "initdb",
                    "-D",
                    data.toString(),
                    "-U",
                    USER,
                    "-A",
                    "trust",
                    "-E",
                    "UTF8",
                    "--locale=C.UTF-8",
                    "--no-instructions",
                    durable ? "--sync-method=fsync" : "--no-sync");
        }
    }

    /** Deals with what a killed process left: a server that still runs on this data, or only the file that says so. */
    private void stopOrphan() throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        boolean alive =
                Files.readAllLines(pidFile).stream()
                        .limit(1)
                        .map(line -> Long.parseLong(line.strip()))
                        .flatMap(pid -> ProcessHandle.of(pid).stream())
                        .anyMatch(this::isServer);
        if (alive) {
            LOG.infof("A PostgreSQL that an earlier process left behind is stopped first");
            commands.run("pg_ctl", "stop", "-D", data.toString(), "-m", "fast", "-w", "-t", "60");
        } else {
            // The number may belong to some other program by now, which PostgreSQL would take for
            // itself.
            Files.delete(pidFile);
        }
    }

    /** A server of PostgreSQL works in its data folder; the number alone may be that of another one by now. */
    private boolean isServer(ProcessHandle process) {
        boolean postgres =
                process.info().command().map(command -> command.endsWith("postgres")).orElse(false);
        Path workingDirectory = Path.of("/proc", String.valueOf(process.pid()), "cwd");
        try {
            return postgres
                    && (!Files.exists(workingDirectory)
                            || workingDirectory.toRealPath().equals(data.toRealPath()));
        } catch (IOException e) {
            LOG.debugf("The working directory of process %d cannot be read: %s", process.pid(), e);
            return false;
        }
    }

    private void launch() throws IOException {
        var settings =
                new TreeMap<>(
                        Map.of(
                                "port", String.valueOf(port),
                                "listen_addresses", "127.0.0.1",
                                "unix_socket_directories", "",
                                "max_connections", "100",
                                "shared_buffers", "128MB",
                                "max_wal_size", "1GB"));
        String onOrOff = durable ? "on" : "off";
        settings.put("fsync", onOrOff);
        settings.put("synchronous_commit", onOrOff);
        settings.put("full_page_writes", onOrOff);
        var options = new ArrayList<String>();
        settings.forEach((name, value) -> options.add("-c " + name + "='" + value + "'"));
        commands.run(
                "pg_ctl",
                "start",
                "-D",
                data.toString(),
                "-l",
                log().toString(),
                "-w",
                "-t",
                "60",
                "-o",
                String.join(" ", options));
    }

    private void createDatabases() throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl("postgres"), USER, USER);
                Statement statement = connection.createStatement()) {
            assertDurable(statement);
            for (String database : DATABASES) {
                try (ResultSet found =
                        statement.executeQuery(
                                "SELECT FROM pg_database WHERE datname = '" + database + "'")) {
                    if (!found.next()) {
                        statement.execute("CREATE DATABASE " + database);
                    }
                }
            }
        }
    }

    /** An installation that could lose accepted jobs must not start by mistake. */
    private void assertDurable(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SHOW fsync")) {
            row.next();
            if (durable && !row.getString(1).equals("on")) {
                throw new StartFailure(
                        "the embedded PostgreSQL runs with fsync off, which would lose jobs in a crash."
                                + " Remove the setting from its postgresql.auto.conf.");
            }
        }
    }
}
