package dev.longhaul.local;

import dev.longhaul.Bootstrap.StartFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLState;

/**
 * A PostgreSQL server of our own, on loopback, with its data in our folder.
 *
 * <p>Started by {@code pg_ctl}, which puts it into a session of its own: Ctrl-C in a terminal then reaches this process
 * but not the server, which has to outlive the service. If this process is killed the server stays; the next start
 * finds it and stops it first.
 */
final class PostgreSql {

    static final String USER = "longhaul";

    /** What has to be on, for a job that was accepted to survive a crash of the machine. */
    static final List<String> DURABILITY =
            List.of("fsync", "full_page_writes", "synchronous_commit");

    private static final Logger LOG = Logger.getLogger(PostgreSql.class);
    private static final String JOBS = "longhaul";
    private static final List<String> DATABASES = List.of(JOBS, "microblog");

    private final Cluster cluster;
    private final String password;
    private final int port;
    private Optional<ProcessHandle> process = Optional.empty();
    private volatile boolean closing;

    private PostgreSql(Cluster cluster, String password, int port) {
        this.cluster = cluster;
        this.password = password;
        this.port = port;
    }

    /**
     * Starts the server on the data in {@code directory}, which is made if it is not there.
     *
     * @throws StartFailure if it does not start, with its own words
     */
    static PostgreSql start(Path directory, Settings settings) {
        var programs = new PostgreSqlBinaries(directory.resolve("programs"));
        var commands = new Commands(programs.unpack().resolve("bin"));
        var cluster = new Cluster(directory.resolve("postgresql"), commands, settings.durable());
        try {
            cluster.initialize(USER);
            cluster.stopOrphan();
            programs.removeOthers();
            int port = settings.port("longhaul.local.postgresql.port");
            var server = new PostgreSql(cluster, cluster.password(), port);
            server.launch();
            return server;
        } catch (IOException | SQLException e) {
            throw new StartFailure(
                    "the embedded PostgreSQL did not start: "
                            + e.getMessage()
                            + ". Its data is in "
                            + cluster.data()
                            + ", its words are in "
                            + cluster.log()
                            + ".",
                    e);
        }
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    String password() {
        return password;
    }

    /** Stops the server, ending its connections. */
    void close() {
        closing = true;
        stop();
    }

    private void stop() {
        try {
            // Asked anew: somebody else may have restarted it.
            if (cluster.process().isPresent()) {
                cluster.stop();
            }
        } catch (IOException e) {
            LOG.errorf("The embedded PostgreSQL could not be stopped: %s", e.getMessage());
        }
    }

    private void launch() throws IOException, SQLException {
        try {
            cluster.launch(port);
            process = cluster.process();
            prepare();
            process.ifPresent(server -> Thread.ofVirtual().start(() -> watch(server)));
        } catch (IOException | SQLException | RuntimeException e) {
            // Nobody would know of the server that was started.
            if (cluster.process().isPresent()) {
                stop();
            }
            throw e;
        }
    }

    /** Without it, all that is seen are failures of everything that asks the database. */
    private void watch(ProcessHandle server) {
        server.onExit().join();
        if (!closing) {
            LOG.errorf(
                    "The embedded PostgreSQL has ended although nobody asked it to. Jobs are neither accepted nor run"
                            + " without it: stop Longhaul and start it again. Its last words are in %s",
                    cluster.log());
        }
    }

    private void prepare() throws IOException, SQLException {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            if (cluster.trusts()) {
                connection
                        .unwrap(PGConnection.class)
                        .alterUserPassword(USER, password.toCharArray(), "scram-sha-256");
                cluster.requirePasswords();
                statement.execute("SELECT pg_reload_conf()");
            }
            for (String database : DATABASES) {
                createIfAbsent(database, statement);
            }
        }
        if (cluster.durable()) {
            requireDurability();
        }
    }

    private Connection connect(String database) throws SQLException {
        try {
            return DriverManager.getConnection(jdbcUrl(database), USER, password);
        } catch (SQLException e) {
            if (PSQLState.INVALID_PASSWORD.getState().equals(e.getSQLState())) {
                throw new StartFailure(
                        "the embedded PostgreSQL does not know the password in "
                                + cluster.passwordFile()
                                + ". Put the file back that belongs to this data. If it is lost, write 'trust' in place of"
                                + " 'scram-sha-256' in "
                                + cluster.data().resolve("pg_hba.conf")
                                + ": the next start then makes the password in the file the right one.",
                        e);
            }
            throw e;
        }
    }

    private static void createIfAbsent(String database, Statement statement) throws SQLException {
        try (ResultSet found =
                statement.executeQuery(
                        "SELECT FROM pg_database WHERE datname = '" + database + "'")) {
            if (!found.next()) {
                statement.execute("CREATE DATABASE " + database);
            }
        }
    }

    /**
     * An installation that could lose accepted jobs must not start by mistake. Asked where the jobs are: the settings of a
     * role or a database win over those that the server was started with.
     */
    private void requireDurability() throws SQLException {
        try (Connection connection = connect(JOBS);
                Statement statement = connection.createStatement()) {
            for (String setting : DURABILITY) {
                try (ResultSet row = statement.executeQuery("SHOW " + setting)) {
                    row.next();
                    if (row.getString(1).equals("off")) {
                        throw losesJobs(setting);
                    }
                }
            }
        }
    }

    private static StartFailure losesJobs(String setting) {
        return new StartFailure(
                "the embedded PostgreSQL runs with "
                        + setting
                        + " off, which would lose jobs in a crash. Start once with LONGHAUL_LOCAL_DURABLE=false and take"
                        + " back what sets it there: ALTER ROLE longhaul RESET "
                        + setting
                        + ", and the same with ALTER DATABASE longhaul.");
    }
}
