package dev.longhaul.ledger;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.flywaydb.core.api.output.MigrateResult;
import org.jboss.logging.Logger;

/**
 * The tables, brought up to date or looked at when a process starts, before anything uses them. Processes that start
 * together wait for each other.
 *
 * <p>A schema that a later version of this program made is left as it is and worked with: migrations keep what the version
 * before them needs.
 */
@Singleton
public class Schema {

    private static final Logger LOG = Logger.getLogger(Schema.class);

    /** Before the scheduler, which begins its duties at 0. */
    private static final int BEFORE_ALL_ELSE = -1;

    private final Flyway flyway;
    private final SchemaSettings settings;
    private String account = "";

    Schema(Flyway flyway, SchemaSettings settings) {
        this.flyway = flyway;
        this.settings = settings;
    }

    /**
     * @throws SchemaUnfit if the schema is older than this program and may not be changed, or cannot be
     */
    void prepare(@Observes @Priority(BEFORE_ALL_ELSE) StartupEvent event) {
        var history = SchemaHistory.of(flyway.info());
        if (history.isLater()) {
            account =
                    "The schema is at version "
                            + history.version()
                            + ", made by a later version of Longhaul; this one leaves it as it is and works with it.";
            LOG.info(account);
        } else if (settings.migrateAtStart()) {
            account = migrate();
        } else if (!history.pending().isEmpty()) {
            throw new SchemaUnfit(
                    "the schema of the database is "
                            + (history.version().isEmpty()
                                    ? "empty"
                                    : "at version " + history.version())
                            + " and lacks "
                            + String.join(", ", history.pending())
                            + ". Run this program with the argument migrate, then start again; or let processes migrate"
                            + " when they start, with LONGHAUL_MIGRATE_AT_START=true.");
        }
    }

    /** What was done to the schema, in a sentence. */
    public String account() {
        return account;
    }

    private String migrate() {
        try {
            return account(flyway.migrate());
        } catch (FlywayValidateException e) {
            throw new SchemaUnfit(
                    "the schema of the database was not made by the migrations of this program. Restore a backup, or"
                            + " start the version that made it. ("
                            + e.getMessage()
                            + ")",
                    e);
        } catch (FlywayException e) {
            throw new SchemaUnfit(
                    "a migration of the database failed and was rolled back; processes of the version before can go on. ("
                            + e.getMessage()
                            + ")",
                    e);
        }
    }

    private String account(MigrateResult result) {
        List<String> done =
                result.migrations.stream()
                        .map(each -> SchemaHistory.fileName(each.filepath))
                        .toList();
        String version = SchemaHistory.of(flyway.info()).version();
        return done.isEmpty()
                ? "The schema is at version " + version + " already; there was nothing to do."
                : "The schema is at version "
                        + version
                        + " now, by "
                        + String.join(", ", done)
                        + ".";
    }
}
