package dev.longhaul;

import dev.longhaul.ledger.Schema;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Singleton;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/**
 * The command {@code migrate}: starts as far as a process gets that listens to nobody and runs nothing, which checks the
 * settings and brings the schema up to date, says what was done and ends.
 */
@Singleton
@Unremovable
class Migration implements QuarkusApplication {

    static final String COMMAND = "migrate";

    private static final String JDBC_URL = "quarkus.datasource.jdbc.url";

    private static final Map<String, String> SETTINGS =
            Map.of(
                    "longhaul.migrate-at-start", "true",
                    "longhaul.roles", "web",
                    "mp.messaging.incoming.announcements.enabled", "false",
                    "mp.messaging.outgoing.announcements-out.enabled", "false",
                    "quarkus.http.host-enabled", "false",
                    // Of channels without a broker and a server without a port, which is as it
                    // should be here.
                    "quarkus.log.category.\"io.quarkus\".level", "WARN",
                    "quarkus.log.category.\"io.smallrye.reactive.messaging\".level", "ERROR",
                    "quarkus.scheduler.enabled", "false");

    private final Schema schema;

    Migration(Schema schema) {
        this.schema = schema;
    }

    /**
     * Stronger than the environment, which is that of the processes to come.
     *
     * @throws Bootstrap.StartFailure if no database is named
     */
    static Map<String, String> settings(Config config) {
        if (config.getOptionalValue(JDBC_URL, String.class).isEmpty()) {
            throw new Bootstrap.StartFailure(
                    "migrate needs a database: set QUARKUS_DATASOURCE_JDBC_URL, its user and its password. An embedded"
                            + " PostgreSQL is brought up to date by the process that it belongs to.");
        }
        return SETTINGS;
    }

    @Override
    public int run(String... arguments) {
        System.out.println(schema.account());
        return 0;
    }
}
