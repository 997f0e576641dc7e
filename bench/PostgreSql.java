package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A PostgreSQL server on loopback from the programs of this machine, as durable as in production. */
final class PostgreSql implements AutoCloseable {

    static final String USER = "longhaul";

    private static final String NEEDED =
            "The PostgreSQL server programs (initdb, pg_ctl, psql, pgbench) are needed: install the package"
                    + " 'postgresql' of your distribution, or put their folder on the PATH.";

    private final Path data;
    private final Path bin;
    private final int port = Programs.freePort();

    private PostgreSql(Path data, Path bin) {
        this.data = data;
        this.bin = bin;
    }

    static PostgreSql start(Path directory, boolean profiled) {
        var server = new PostgreSql(directory.resolve("postgresql"), findBin());
        server.initialize();
        server.launch(profiled);
        return server;
    }

    private static Path findBin() {
        return Stream.concat(
                        Stream.of(System.getenv("PATH").split(":")).map(Path::of),
                        packaged().stream())
                .filter(folder ->
                        Stream.of("initdb", "pg_ctl", "psql", "pgbench")
                                .allMatch(program -> Files.isExecutable(folder.resolve(program))))
                .findFirst()
                .orElseThrow(() -> new BenchFailure(NEEDED));
    }

    /** Where Debian keeps them, the newest first. */
    private static List<Path> packaged() {
        Path versions = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(versions)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(versions)) {
            return folders.sorted(Comparator.reverseOrder())
                    .map(folder -> folder.resolve("bin"))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private void initialize() {
        server(
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
                "--no-instructions");
    }

    private void launch(boolean profiled) {
        var settings =
                new ArrayList<>(
                        List.of(
                                "port=" + port,
                                "listen_addresses=127.0.0.1",
                                "unix_socket_directories=''",
                                "fsync=on",
                                "synchronous_commit=on",
                                "shared_buffers=512MB",
                                "max_wal_size=4GB",
                                // So that no round has a checkpoint that another has not.
                                "checkpoint_timeout=30min"));
        if (profiled) {
            settings.add("shared_preload_libraries=pg_stat_statements");
        }
        server(
                "pg_ctl",
                "start",
                "-D",
                data.toString(),
                "-l",
                data.resolveSibling("postgresql.log").toString(),
                "-w",
                "-o",
                "-c " + String.join(" -c ", settings));
    }

    /** The server's programs refuse root, who therefore runs them in a user namespace of their own, as nobody. */
    private void server(String program, String... arguments) {
        var command = new ArrayList<String>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "--user"));
        }
        command.add(bin.resolve(program).toString());
        command.addAll(List.of(arguments));
        Programs.run(command);
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    Connection connect(String database) {
        try {
            return DriverManager.getConnection(jdbcUrl(database), USER, USER);
        } catch (SQLException e) {
            throw new BenchFailure("The database does not answer: " + e.getMessage(), e);
        }
    }

    void execute(String database, String... statements) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new BenchFailure("The database refused a statement: " + e.getMessage(), e);
        }
    }

    /** The first row's columns as numbers. */
    double[] numbers(String database, String query) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            double[] numbers = new double[row.getMetaData().getColumnCount()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = row.getDouble(i + 1);
            }
            return numbers;
        } catch (SQLException e) {
            throw new BenchFailure("The database refused a query: " + e.getMessage(), e);
        }
    }

    /** The first column as text. */
    List<String> texts(String database, String query) {
        var texts = new ArrayList<String>();
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new BenchFailure("The database refused a query: " + e.getMessage(), e);
        }
    }

    /** Runs {@code psql} with one command and returns what it printed. */
    String psql(String database, String command) {
        var line =
                new ArrayList<String>(
                        List.of(bin.resolve("psql").toString(), "-X", "-v", "ON_ERROR_STOP=1"));
        line.addAll(connection());
        line.addAll(List.of("-d", database, "-c", command));
        return Programs.run(line);
    }

    /** Runs a script with {@code pgbench} over so many connections for so many seconds. */
    PgBench pgbench(String database, Path script, int connections, int seconds) {
        var line =
                new ArrayList<String>(
                        List.of(
                                bin.resolve("pgbench").toString(),
                                "-n",
                                "-M",
                                "prepared",
                                "-j",
                                "2"));
        line.addAll(connection());
        line.addAll(
                List.of(
                        "-c",
                        String.valueOf(connections),
                        "-T",
                        String.valueOf(seconds),
                        "-f",
                        script.toString(),
                        database));
        String output = Programs.run(Map.of("PGOPTIONS", "-c synchronous_commit=on"), line);
        return new PgBench(
                figure(output, "tps = ([0-9.]+)"),
                figure(output, "latency average = ([0-9.]+) ms"));
    }

    /**
     * What {@code pgbench} said.
     *
     * @param perSecond transactions
     * @param millis of one, on average
     */
    record PgBench(double perSecond, double millis) {}

    private static double figure(String output, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(output);
        if (!matcher.find()) {
            throw new BenchFailure("pgbench said something unexpected: " + output);
        }
        return Double.parseDouble(matcher.group(1));
    }

    private List<String> connection() {
        return List.of("-h", "127.0.0.1", "-p", String.valueOf(port), "-U", USER);
    }

    /** The server's own process. */
    ProcessHandle process() {
        try {
            String pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip();
            return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        } catch (IOException e) {
            throw new BenchFailure("The database is not running: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        server("pg_ctl", "stop", "-D", data.toString(), "-m", "immediate", "-w");
    }
}
