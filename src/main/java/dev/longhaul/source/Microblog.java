package dev.longhaul.source;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jboss.logging.Logger;

/**
 * The sample source: a microblog of 1,000 users and 200,000 posts, the same on every machine. Users whose number ends in
 * 00 or 50 have written nothing. Half a year of its front page, with how often each post was read, is there for reports. Made at the first start, by whichever process comes first.
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
        } else if (settings.samples()) {
            LOG.infof(
                    "The sample microblog, its datasets and its report are left out: they need LONGHAUL_SOURCES_MICROBLOG_URL to"
                            + " name a PostgreSQL. Set it, or LONGHAUL_SAMPLES=false if they are not wanted.");
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
            seed(statement, "posts", "samples/microblog.sql");
            seed(statement, "front_page", "samples/front-page.sql");
            connection.commit();
        } catch (SQLException e) {
            LOG.warnf(
                    "The sample microblog could not be written to the source '%s' (%s). Let its user create tables there"
                            + " once, or set LONGHAUL_SAMPLES=false.",
                    SOURCE, e.getMessage());
        }
    }

    private static void seed(Statement statement, String table, String script) throws SQLException {
        if (!isThere(statement, table)) {
            statement.execute(Samples.text(script));
            LOG.infof("The sample table '%s' was written to the source '%s'", table, SOURCE);
        }
    }

    private static boolean isThere(Statement statement, String table) throws SQLException {
        try (ResultSet row =
                statement.executeQuery("SELECT to_regclass('" + table + "') IS NOT NULL")) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
