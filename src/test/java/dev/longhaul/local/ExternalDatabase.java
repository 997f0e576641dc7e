package dev.longhaul.local;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;

/** A PostgreSQL of its own, which the processes under test know by its URL only. */
public final class ExternalDatabase implements AutoCloseable {

    /** How {@code pg_ctl} stops it. */
    public enum Stop {
        /** Ends all connections and writes everything down. */
        FAST,
        /** As a crash would: the next start recovers from the log. */
        IMMEDIATE
    }

    private final Path directory;
    private final PostgreSql server;

    private ExternalDatabase(Path directory, PostgreSql server) {
        this.directory = directory;
        this.server = server;
    }

    public static ExternalDatabase start(Path directory) {
        return new ExternalDatabase(
                directory, PostgreSql.start(directory, new Settings(Configs.of(Map.of()))));
    }

    /** A connection to the database that holds the jobs. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(
                server.jdbcUrl("longhaul"), PostgreSql.USER, server.password());
    }

    /** Stops the server and starts it on the same port. Returns when it takes connections again. */
    public void restart(Stop stop) throws IOException {
        Path programs = new PostgreSqlBinaries(directory.resolve("programs")).unpack();
        new Commands(programs.resolve("bin"))
                .run(
                        "pg_ctl",
                        "restart",
                        "-D",
                        directory.resolve("postgresql").toString(),
                        "-l",
                        directory.resolve("postgresql.log").toString(),
                        "-m",
                        stop.name().toLowerCase(Locale.ROOT),
                        "-w",
                        "-t",
                        "60");
    }

    /** Ends all connections but its own. Returns how many there were. */
    public int endConnections() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                """
                                SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                                WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
                                """)) {
            row.next();
            return row.getInt(1);
        }
    }

    /** The environment that leads to it, for the queue and as the sample source. */
    public Map<String, String> environment() {
        return Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL", server.jdbcUrl("longhaul"),
                "QUARKUS_DATASOURCE_USERNAME", PostgreSql.USER,
                "QUARKUS_DATASOURCE_PASSWORD", server.password(),
                "LONGHAUL_SOURCES_MICROBLOG_URL", server.jdbcUrl("microblog"),
                "LONGHAUL_SOURCES_MICROBLOG_USERNAME", PostgreSql.USER,
                "LONGHAUL_SOURCES_MICROBLOG_PASSWORD", server.password());
    }

    @Override
    public void close() {
        server.close();
    }
}
