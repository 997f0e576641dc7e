package dev.longhaul.ledger;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Who changes the schema of the database. */
@ConfigMapping(prefix = "longhaul")
public interface SchemaSettings {

    /** Whether this process brings the schema up to date when it starts; otherwise the command {@code migrate} does. */
    @WithDefault("true")
    boolean migrateAtStart();
}
