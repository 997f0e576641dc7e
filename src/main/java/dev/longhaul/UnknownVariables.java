package dev.longhaul;

import dev.longhaul.handler.Spelling;
import io.quarkus.runtime.Startup;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/** Says at the start which variables are ignored: who misspelt one would look for the fault elsewhere. */
@Startup
@Singleton
class UnknownVariables {

    private static final Logger LOG = Logger.getLogger(UnknownVariables.class);

    /** Read before the framework has started, see {@code local.Settings}. */
    private static final List<String> OF_EMBEDDED_PARTS =
            List.of(
                    "longhaul.local.postgresql.port",
                    "longhaul.local.broker.port",
                    "longhaul.local.durable");

    /** What Kubernetes and links of containers put into the environment for a service that is called longhaul. */
    private static final Pattern OF_A_SERVICE =
            Pattern.compile(
                    "LONGHAUL_(.*_)?(SERVICE_(HOST|PORT)(_.*)?|PORT_[0-9]+_(TCP|UDP|SCTP)(_.*)?)");

    private final SmallRyeConfig config;
    private final Set<String> keys;

    @Inject
    UnknownVariables(Config config) {
        this(config.unwrap(SmallRyeConfig.class));
        sentences().forEach(LOG::warn);
    }

    UnknownVariables(SmallRyeConfig config) {
        this.config = config;
        this.keys = new TreeSet<>(KnownSettings.byKey().keySet());
        keys.addAll(OF_EMBEDDED_PARTS);
    }

    /** One for each variable that looks like one of ours and that no setting reads. */
    List<String> sentences() {
        Set<String> variables =
                keys.stream()
                        .map(KnownSettings::variable)
                        .collect(Collectors.toCollection(TreeSet::new));
        return variables()
                .filter(variable -> !isRead(variable))
                .map(variable ->
                        "No setting reads "
                                + variable
                                + ", and so it is ignored"
                                + Spelling.closest(variable, variables)
                                        .map(close -> "; did you mean " + close + "?")
                                        .orElse(". docs/configuration.md lists the settings."))
                .toList();
    }

    /** In the order of their names. */
    private Stream<String> variables() {
        var variables = new TreeMap<String, String>();
        config.getConfigSources(EnvConfigSource.class)
                .forEach(source ->
                        source.getPropertyNames()
                                .forEach(name ->
                                        variables.put(
                                                name, String.valueOf(source.getValue(name)))));
        return variables.entrySet().stream()
                .filter(variable -> variable.getKey().startsWith("LONGHAUL_"))
                .filter(variable -> !isOfAService(variable.getKey(), variable.getValue()))
                .map(Map.Entry::getKey);
    }

    private static boolean isOfAService(String variable, String value) {
        return OF_A_SERVICE.matcher(variable).matches()
                || (variable.endsWith("_PORT") && value.contains("://"));
    }

    private boolean isRead(String variable) {
        return keys.stream().anyMatch(key -> variable.matches(pattern(key)));
    }

    /** Names that operators give and places in lists may be anything. */
    private static String pattern(String key) {
        return Stream.of(key.split("\\.", -1))
                .map(part -> part.equals("*") ? ".+" : KnownSettings.variable(part))
                .collect(Collectors.joining("_", "", "(_[0-9]+_?)?"));
    }
}
