package dev.longhaul;

import dev.longhaul.ledger.SchemaUnfit;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import java.net.BindException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Where the process begins: local parts first, if there are any, then the service. They end in the other order. */
@QuarkusMain
public final class Longhaul {

    private static final int CANNOT_START = 1;

    Longhaul() {}

    /** Runs until the process is asked to end. */
    public static void main(String... arguments) {
        // The server would answer paths that it cannot read without a word; http.FrontDoor says
        // what is wrong with them.
        System.setProperty("vertx.disableURIValidation", "true");
        var end = End.awaited();
        int exitCode;
        try {
            exitCode = run(end, Command.of(arguments), arguments);
        } catch (RuntimeException e) {
            exitCode = cannotStart(e, end);
        } finally {
            end.reached();
        }
        // Dev mode comes back here to live on in the same JVM.
        if (!LaunchMode.current().isDev()) {
            System.exit(exitCode);
        }
    }

    private static int run(End end, Command command, String... arguments) {
        // Environment, .env, files and system properties, as the framework will read them.
        SmallRyeConfig config = ConfigUtils.configBuilder().build();
        new SettingsCheck(config).refuseWrongValues();
        boolean serves = command == Command.SERVE;
        // In dev mode the server outlives a reload.
        if (serves && !LaunchMode.current().isDev()) {
            OwnAddress.tryOut(config);
        }
        Map<String, String> settings =
                new HashMap<>(serves ? settingsOfRoles(config) : Migration.settings(config));
        List<Bootstrap.Parts> parts = new ArrayList<>();
        var exitCode = new AtomicInteger();
        try {
            for (Bootstrap bootstrap : ServiceLoader.load(Bootstrap.class)) {
                if (serves && !end.isAsked()) {
                    parts.add(bootstrap.start(config));
                }
            }
            parts.forEach(part -> settings.putAll(part.settings()));
            settings.forEach(System::setProperty);
            if (!end.isAsked()) {
                Quarkus.run(
                        serves ? null : Migration.class,
                        (code, failure) ->
                                exitCode.set(failure == null ? code : cannotStart(failure, end)),
                        arguments);
            }
        } finally {
            // In dev mode the same JVM starts anew, and would take these for settings of the user.
            settings.keySet().forEach(System::clearProperty);
            parts.reversed().forEach(Bootstrap.Parts::close);
        }
        return exitCode.get();
    }

    /** A process that runs no jobs does not listen for them: channels are switched off before they are made. */
    static Map<String, String> settingsOfRoles(SmallRyeConfig config) {
        Set<String> roles =
                config.getOptionalValues("longhaul.roles", String.class).stream()
                        .flatMap(List::stream)
                        .map(role -> role.strip().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet());
        boolean worker = roles.isEmpty() || roles.contains("worker");
        return worker ? Map.of() : Map.of("mp.messaging.incoming.announcements.enabled", "false");
    }

    /** What the operator can mend is said in a sentence; of what nobody thought of, all is shown. */
    private static int cannotStart(Throwable failure, End end) {
        if (end.isAskedAboutNow()) {
            // Who asks for the end in the middle of a start knows why the start fails.
            return 0;
        }
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
            case SchemaUnfit known -> Optional.ofNullable(known.getMessage());
            case ConfigurationException known -> Optional.ofNullable(known.getMessage());
            case ConfigValidationException wrong ->
                    Optional.of(
                            IntStream.range(0, wrong.getProblemCount())
                                    .mapToObj(i -> plain(wrong.getProblem(i).getMessage()))
                                    .collect(Collectors.joining("\n")));
            case IllegalArgumentException wrong when isOfConfiguration(wrong) ->
                    Optional.of(plain(String.valueOf(wrong.getMessage())));
            case BindException taken ->
                    Optional.of(OwnAddress.taken(String.valueOf(taken.getMessage())));
            case SQLException starting when "57P03".equals(starting.getSQLState()) ->
                    Optional.of(
                            "the database is still starting ("
                                    + starting.getMessage()
                                    + "). Start again in a moment, or let a supervisor do it.");
            case SQLException away ->
                    Optional.of(
                            "the database does not answer as it should ("
                                    + away.getMessage()
                                    + "). Check QUARKUS_DATASOURCE_JDBC_URL, its user and its password.");
            default -> Optional.empty();
        };
    }

    private static boolean isOfConfiguration(IllegalArgumentException failure) {
        return String.valueOf(failure.getMessage()).startsWith("SRCFG");
    }

    /** What the library for settings says, without the numbers of its messages and in the words of other refusals. */
    static String plain(String message) {
        return message.replaceAll("SRCFG[0-9]+: ", "")
                .replaceFirst(
                        "^The config property (\\S+) with the config value \"(.*)\" threw an Exception whilst being converted ",
                        "$1 is '$2', which is not right: ")
                .replaceFirst(
                        "^The config property (\\S+) is required but .*",
                        "$1 is not set and has to be.");
    }
}
