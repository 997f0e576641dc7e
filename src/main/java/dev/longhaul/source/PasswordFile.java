package dev.longhaul.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A file that holds a password, as Docker and Kubernetes mount their secrets. Read anew for each connection, so that a
 * password that was changed needs no restart.
 */
record PasswordFile(Path path) {

    /** What the pool gives to the driver for a credential; null if it is none of these. */
    static @Nullable Properties propertiesOf(Object credential) {
        if (!(credential instanceof PasswordFile file)) {
            return null;
        }
        var properties = new Properties();
        properties.setProperty("password", file.read());
        return properties;
    }

    private String read() {
        try {
            // Editors end a file with a line break, which belongs to no password.
            return Files.readString(path).replaceFirst("\\R\\z", "");
        } catch (IOException e) {
            throw new UncheckedIOException("the password file " + path + " cannot be read", e);
        }
    }
}
