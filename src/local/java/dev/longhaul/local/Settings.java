package dev.longhaul.local;

import dev.longhaul.Bootstrap.StartFailure;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** What the embedded parts want to know, as it is set before the service has started. */
record Settings(Config config) {

    private static final int LAST_PORT = 65_535;

    Optional<String> find(String property) {
        return config.getOptionalValue(property, String.class).filter(value -> !value.isBlank());
    }

    boolean has(String property) {
        return find(property).isPresent();
    }

    Path dataDirectory() {
        return Path.of(find("longhaul.data-dir").orElse("data")).toAbsolutePath().normalize();
    }

    /** Whether this process answers callers and runs jobs, so that it needs no other. */
    boolean allRoles() {
        String roles = find("longhaul.roles").orElse("web,worker").toLowerCase(Locale.ROOT);
        return roles.contains("web") && roles.contains("worker");
    }

    /** Whether the database may not lose the last moments when the machine crashes. Only tests say that it may. */
    boolean durable() {
        return find("longhaul.local.durable").map(Boolean::parseBoolean).orElse(true);
    }

    /**
     * The port that is set, or else one that is free.
     *
     * @throws StartFailure if the port that is set is none, or if another program has it
     */
    int port(String property) {
        Optional<Integer> wanted = find(property).map(value -> number(property, value));
        wanted.filter(port -> !Ports.isFree(port))
                .ifPresent(port -> {
                    throw taken(property, port);
                });
        return wanted.orElseGet(Ports::free);
    }

    private static int number(String property, String value) {
        // Five digits at most, so that every number of them is one.
        int port = value.strip().matches("[0-9]{1,5}") ? Integer.parseInt(value.strip()) : 0;
        if (port == 0 || port > LAST_PORT) {
            throw new StartFailure(
                    variable(property)
                            + " is '"
                            + value
                            + "'; it has to be the number of a port, from 1 to "
                            + LAST_PORT
                            + ".");
        }
        return port;
    }

    private static StartFailure taken(String property, int port) {
        return new StartFailure(
                "another program has port "
                        + port
                        + " of the loopback interface, which "
                        + variable(property)
                        + " names. Name one that is free, or stop that program.");
    }

    private static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
