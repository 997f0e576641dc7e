package dev.longhaul.local;

import java.nio.file.Path;
import java.util.Map;

/** A PostgreSQL of its own, which the processes under test know by its URL only. */
public final class ExternalDatabase implements AutoCloseable {

    private final PostgreSql server;

    private ExternalDatabase(PostgreSql server) {
        this.server = server;
    }

    public static ExternalDatabase start(Path directory) {
        return new ExternalDatabase(
                PostgreSql.start(directory, new Settings(Configs.of(Map.of()))));
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
