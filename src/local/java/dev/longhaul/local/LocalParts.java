package dev.longhaul.local;

import dev.longhaul.Bootstrap;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Starts PostgreSQL where no JDBC URL is set and the broker where no AMQP host is, each for itself. */
public final class LocalParts implements Bootstrap {

    private static final Logger LOG = Logger.getLogger(LocalParts.class);

    static final String JDBC_URL = "quarkus.datasource.jdbc.url";
    static final String AMQP_HOST = "amqp-host";
    private static final String SAMPLE_SOURCE = "longhaul.sources.microblog.url";

    private static final String APART =
            "Stop it, or give this one a folder of its own with LONGHAUL_DATA_DIR and a port of its own with"
                    + " QUARKUS_HTTP_PORT.";

    /** A folder of its own would start, and keep its results from the others. */
    private static final String TOGETHER =
            "LONGHAUL_ROLES gives this process a part of the work, and processes that share the work share a database, a"
                    + " broker and the files: name the first two with QUARKUS_DATASOURCE_JDBC_URL and AMQP_HOST for each of"
                    + " them, and give all the same LONGHAUL_FILES_DIRECTORY, or a bucket with LONGHAUL_FILES=s3.";

    /** For {@link java.util.ServiceLoader}. */
    public LocalParts() {}

    @Override
    public Parts start(Config config) {
        var settings = new Settings(config);
        boolean database = !settings.has(JDBC_URL);
        boolean broker = !settings.has(AMQP_HOST);
        if (!database && !broker) {
            return new Started(Map.of(), null, null, null);
        }
        Path data = settings.dataDirectory();
        LOG.infof("Data is kept in %s", data);
        DataDirectoryLock lock =
                DataDirectoryLock.acquire(data, settings.allRoles() ? APART : TOGETHER);
        PostgreSql postgreSql = null;
        try {
            postgreSql = database ? PostgreSql.start(data, settings) : null;
            Broker artemis = broker ? Broker.start(data.resolve("broker"), settings) : null;
            return new Started(leadingTo(postgreSql, artemis, settings), lock, postgreSql, artemis);
        } catch (RuntimeException e) {
            new Started(Map.of(), lock, postgreSql, null).close();
            throw e;
        }
    }

    private static Map<String, String> leadingTo(
            @Nullable PostgreSql database, @Nullable Broker broker, Settings given) {
        var settings = new HashMap<String, String>();
        if (database != null) {
            settings.put(JDBC_URL, database.jdbcUrl("longhaul"));
            settings.put("quarkus.datasource.username", PostgreSql.USER);
            settings.put("quarkus.datasource.password", database.password());
            if (!given.has(SAMPLE_SOURCE)) {
                settings.put(SAMPLE_SOURCE, database.jdbcUrl("microblog"));
                settings.put("longhaul.sources.microblog.username", PostgreSql.USER);
                settings.put("longhaul.sources.microblog.password", database.password());
            }
        }
        if (broker != null) {
            settings.put(AMQP_HOST, "127.0.0.1");
            settings.put("amqp-port", String.valueOf(broker.port()));
            settings.put("amqp-username", "longhaul");
            settings.put("amqp-password", "longhaul");
        }
        return Map.copyOf(settings);
    }

    /**
     * @param settings found once, at the start: later they are among the settings that are given, and nobody could tell
     *     which of them to take back
     */
    private record Started(
            Map<String, String> settings,
            @Nullable DataDirectoryLock lock,
            @Nullable PostgreSql database,
            @Nullable Broker broker)
            implements Parts {

        @Override
        public void close() {
            Optional.ofNullable(broker).ifPresent(Broker::close);
            Optional.ofNullable(database).ifPresent(PostgreSql::close);
            Optional.ofNullable(lock).ifPresent(DataDirectoryLock::close);
        }
    }
}
