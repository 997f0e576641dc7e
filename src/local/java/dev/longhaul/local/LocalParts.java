package dev.longhaul.local;

import dev.longhaul.Bootstrap;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Starts PostgreSQL where no JDBC URL is set and the broker where no AMQP host is, each for itself. */
public final class LocalParts implements Bootstrap {

    private static final Logger LOG = Logger.getLogger(LocalParts.class);

    static final String JDBC_URL = "quarkus.datasource.jdbc.url";
    static final String AMQP_HOST = "amqp-host";
    private static final String SAMPLE_SOURCE = "longhaul.sources.microblog.url";

    /** For {@link java.util.ServiceLoader}. */
    public LocalParts() {}

    @Override
    public Parts start() {
        boolean database = !Settings.has(JDBC_URL);
        boolean broker = !Settings.has(AMQP_HOST);
        if (!database && !broker) {
            return new Started(null, null, null);
        }
        Path data = Settings.dataDirectory();
        LOG.infof("Data is kept in %s", data);
        DataDirectoryLock lock = DataDirectoryLock.acquire(data);
        PostgreSql postgreSql = null;
        try {
            postgreSql = database ? PostgreSql.start(data) : null;
            return new Started(
                    lock, postgreSql, broker ? Broker.start(data.resolve("broker")) : null);
        } catch (RuntimeException e) {
            new Started(lock, postgreSql, null).close();
            throw e;
        }
    }

    private record Started(
            @Nullable DataDirectoryLock lock,
            @Nullable PostgreSql database,
            @Nullable Broker broker)
            implements Parts {

        @Override
        public Map<String, String> settings() {
            var settings = new HashMap<String, String>();
            Optional.ofNullable(database)
                    .ifPresent(postgreSql -> {
                        settings.put(JDBC_URL, postgreSql.jdbcUrl("longhaul"));
                        settings.put("quarkus.datasource.username", PostgreSql.USER);
                        settings.put("quarkus.datasource.password", PostgreSql.USER);
                        if (!Settings.has(SAMPLE_SOURCE)) {
                            settings.put(SAMPLE_SOURCE, postgreSql.jdbcUrl("microblog"));
                            settings.put("longhaul.sources.microblog.username", PostgreSql.USER);
                            settings.put("longhaul.sources.microblog.password", PostgreSql.USER);
                        }
                    });
            Optional.ofNullable(broker)
                    .ifPresent(artemis -> {
                        settings.put(AMQP_HOST, "127.0.0.1");
                        settings.put("amqp-port", String.valueOf(artemis.port()));
                        settings.put("amqp-username", "longhaul");
                        settings.put("amqp-password", "longhaul");
                    });
            return settings;
        }

        @Override
        public void close() {
            Optional.ofNullable(broker).ifPresent(Broker::close);
            Optional.ofNullable(database).ifPresent(PostgreSql::close);
            Optional.ofNullable(lock).ifPresent(DataDirectoryLock::close);
        }
    }
}
