package dev.longhaul;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.net.BindException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Where the process begins: local parts first, if there are any, then the service. They end in the other order. */
@QuarkusMain
public final class Longhaul {

    private static final int CANNOT_START = 1;

    Longhaul() {}

    /** Runs until the process is asked to end. */
    public static void main(String... arguments) {
        var ended = new CountDownLatch(1);
        // The JVM halts when its hooks are done: it has to wait for the parts, which stop after the
        // service.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> await(ended), "await-end"));
        int exitCode;
        try {
            exitCode = run(arguments);
        } catch (Bootstrap.StartFailure e) {
            exitCode = cannotStart(e);
        } finally {
            ended.countDown();
        }
        // Dev mode comes back here to live on in the same JVM.
        if (!LaunchMode.current().isDev()) {
            System.exit(exitCode);
        }
    }

    private static int run(String... arguments) {
        settingsOfRoles();
        List<Bootstrap.Parts> parts = new ArrayList<>();
        var exitCode = new AtomicInteger();
        try {
            for (Bootstrap bootstrap : ServiceLoader.load(Bootstrap.class)) {
                parts.add(bootstrap.start());
            }
            parts.forEach(part -> part.settings().forEach(System::setProperty));
            Quarkus.run(
                    null,
                    (code, failure) -> exitCode.set(failure == null ? code : cannotStart(failure)),
                    arguments);
        } finally {
            // In dev mode the same JVM starts them anew.
            parts.forEach(part -> part.settings().keySet().forEach(System::clearProperty));
            parts.reversed().forEach(Bootstrap.Parts::close);
        }
        return exitCode.get();
    }

    /** A process that runs no jobs does not listen for them: channels are switched off before they are made. */
    private static void settingsOfRoles() {
        String roles =
                Optional.ofNullable(System.getProperty("longhaul.roles"))
                        .or(() -> Optional.ofNullable(System.getenv("LONGHAUL_ROLES")))
                        .orElse("worker");
        if (!roles.toLowerCase(Locale.ROOT).contains("worker")) {
            System.setProperty("mp.messaging.incoming.announcements.enabled", "false");
        }
    }

    /** What the operator can mend is said in a sentence; of what nobody thought of, all is shown. */
    private static int cannotStart(Throwable failure) {
        Optional<String> sentence =
                Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                        .flatMap(cause -> sentence(cause).stream())
                        .findFirst();
        System.err.println(
                "Longhaul cannot start: "
                        + sentence.orElse("for a reason that is not known here, which follows"));
        if (sentence.isEmpty()) {
            failure.printStackTrace();
        }
        return CANNOT_START;
    }

    private static Optional<String> sentence(Throwable cause) {
        return switch (cause) {
            case Bootstrap.StartFailure known -> Optional.ofNullable(known.getMessage());
            case ConfigurationException known -> Optional.ofNullable(known.getMessage());
            case ConfigValidationException known -> Optional.ofNullable(known.getMessage());
            case BindException taken ->
                    Optional.of(
                            "its port is taken ("
                                    + taken.getMessage()
                                    + "). Set QUARKUS_HTTP_PORT to one that is free, or stop what uses it.");
            case SQLException away ->
                    Optional.of(
                            "the database does not answer as it should ("
                                    + away.getMessage()
                                    + "). Check QUARKUS_DATASOURCE_JDBC_URL, its user and its password.");
            default -> Optional.empty();
        };
    }

    private static void await(CountDownLatch ended) {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
