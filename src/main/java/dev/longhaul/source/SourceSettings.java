package dev.longhaul.source;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
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

        /** A JDBC URL. */
        String url();

        Optional<String> username();

        Optional<String> password();

        /** How many connections a process opens at most. */
        @WithDefault("4")
        int maxConnections();
    }
}
