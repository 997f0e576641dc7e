package dev.longhaul.source;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jboss.logging.Logger;

/**
 * The sample source: a microblog of 1,000 users and 200,000 posts, the same on every machine. Users whose number ends in
 * 00 or 50 have written nothing. Made at the first start, by whichever process comes first.
 */
@Singleton
class Microblog {

    private static final Logger LOG = Logger.getLogger(Microblog.class);
    private static final String SOURCE = "microblog";

    private final boolean there;

    Microblog(SourceSettings settings, Sources sources) {
        this.there = settings.samples() && sources.dialects().get(SOURCE) instanceof PostgreSql;
        if (there) {
            seed(sources);
        }
    }

    /** Whether the samples are wanted and there is a database for them, which has to be a PostgreSQL. */
    boolean isThere() {
        return there;
    }

    private static void seed(Sources sources) {
        try (Connection connection = sources.connect(SOURCE);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            // Held to the end of the transaction; processes that start together make the tables
            // once.
            statement.execute("SELECT pg_advisory_xact_lock(hashtext('longhaul.microblog'))");
            if (!isSeeded(statement)) {
                statement.execute(script());
                LOG.infof("The sample microblog was written to the source '%s'", SOURCE);
            }
            connection.commit();
        } catch (SQLException e) {
            LOG.warnf(
                    "The sample microblog could not be written to the source '%s' (%s). Let its user create tables there"
                            + " once, or set LONGHAUL_SAMPLES=false.",
                    SOURCE, e.getMessage());
        }
    }

    private static boolean isSeeded(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT to_regclass('posts') IS NOT NULL")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static String script() {
        try (InputStream content = Microblog.class.getResourceAsStream("/samples/microblog.sql")) {
            if (content == null) {
                throw new IllegalStateException("samples/microblog.sql is missing from this build");
            }
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("samples/microblog.sql cannot be read", e);
        }
    }
}
