package dev.longhaul.source;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Which databases jobs may read, and where the datasets over them are described. */
@ConfigMapping(prefix = "longhaul")
public interface SourceSettings {

    /** The databases, by the names that datasets use. */
    Map<String, Database> sources();

    /** A folder of dataset files. */
    Optional<Path> datasets();

    /** Whether the sample microblog, its datasets and the sample job types are offered. Off in production. */
    @WithDefault("true")
    boolean samples();

    /** A database. */
    interface Database {

        /** A JDBC URL, of PostgreSQL, MariaDB or MySQL. */
        String url();

        Optional<String> username();

        Optional<String> password();

        /** A file that holds the password, instead of {@link #password}. */
        Optional<Path> passwordFile();

        /** How many connections a process opens at most. */
        @WithDefault("4")
        int maxConnections();

        /** How long to wait for the database to answer when a connection is opened. */
        @WithDefault("10s")
        Duration connectTimeout();

        /** How long the database may work on a statement before it ends it by itself. */
        @WithDefault("1h")
        Duration statementTimeout();
    }
}
