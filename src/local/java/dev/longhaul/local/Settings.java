package dev.longhaul.local;

import dev.longhaul.Bootstrap.StartFailure;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Settings as they can be known before the framework has read its configuration: system properties, then the
 * environment.
 */
final class Settings {

    private Settings() {}

    static Optional<String> find(String property) {
        String variable = property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
        return Optional.ofNullable(System.getProperty(property))
                .or(() -> Optional.ofNullable(System.getenv(variable)))
                .filter(value -> !value.isBlank());
    }

    static boolean has(String property) {
        return find(property).isPresent();
    }

    static Path dataDirectory() {
        return Path.of(find("longhaul.data-dir").orElse("data")).toAbsolutePath().normalize();
    }

    /** Whether the database may lose the last moments when the machine crashes. Only tests say so. */
    static boolean durable() {
        return find("longhaul.local.durable").map(Boolean::parseBoolean).orElse(true);
    }

    /** A fixed port, where one is wanted. */
    static Optional<Integer> port(String property) {
        return find(property)
                .map(value -> {
                    try {
                        return Integer.valueOf(value);
                    } catch (NumberFormatException e) {
                        throw new StartFailure(
                                property
                                        + " is '"
                                        + value
                                        + "'; it has to be the number of a port.",
                                e);
                    }
                });
    }
}
