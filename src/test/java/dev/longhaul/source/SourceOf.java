package dev.longhaul.source;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Settings of one source, as a test sets them. */
record SourceOf(
        String url,
        Optional<String> username,
        Optional<String> password,
        Optional<Path> passwordFile,
        int maxConnections,
        Duration connectTimeout,
        Duration statementTimeout)
        implements SourceSettings.Database {

    static SourceOf url(String url) {
        return new SourceOf(
                url,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                2,
                Duration.ofSeconds(10),
                Duration.ofHours(1));
    }

    SourceOf withLogin(String user, String secret) {
        return new SourceOf(
                url,
                Optional.of(user),
                Optional.of(secret),
                passwordFile,
                maxConnections,
                connectTimeout,
                statementTimeout);
    }

    SourceOf withPasswordFile(String user, Path file) {
        return new SourceOf(
                url,
                Optional.of(user),
                password,
                Optional.of(file),
                maxConnections,
                connectTimeout,
                statementTimeout);
    }

    SourceOf withMaxConnections(int connections) {
        return new SourceOf(
                url,
                username,
                password,
                passwordFile,
                connections,
                connectTimeout,
                statementTimeout);
    }

    SourceOf withStatementTimeout(Duration timeout) {
        return new SourceOf(
                url, username, password, passwordFile, maxConnections, connectTimeout, timeout);
    }

    /** The sources of an installation that has this one only, called {@code shop}. */
    Sources open() {
        return new Sources(settings(Optional.empty()));
    }

    /** Settings of that installation. */
    SourceSettings settings(Optional<Path> datasets) {
        return new Installation(Map.of("shop", this), datasets, false);
    }

    private record Installation(
            Map<String, SourceSettings.Database> sources, Optional<Path> datasets, boolean samples)
            implements SourceSettings {}
}
