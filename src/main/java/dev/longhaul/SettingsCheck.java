package dev.longhaul;

import dev.longhaul.execution.ExecutionConfig;
import dev.longhaul.files.FilesConfig;
import dev.longhaul.handler.Spelling;
import dev.longhaul.http.HttpSettings;
import dev.longhaul.intake.IntakeConfig;
import dev.longhaul.intake.UploadConfig;
import dev.longhaul.jobtypes.export.ExportConfig;
import dev.longhaul.jobtypes.feed.FeedConfig;
import dev.longhaul.jobtypes.image.ImageConfig;
import dev.longhaul.jobtypes.report.ReportConfig;
import dev.longhaul.jobtypes.upload.StoresConfig;
import dev.longhaul.ledger.Safeguards;
import dev.longhaul.ledger.SchemaSettings;
import dev.longhaul.mail.MailSettings;
import dev.longhaul.notice.NoticeSettings;
import dev.longhaul.outbound.OutboundConfig;
import dev.longhaul.queue.QueueSettings;
import dev.longhaul.role.Roles;
import dev.longhaul.schedule.ScheduleConfig;
import dev.longhaul.security.SecuritySettings;
import dev.longhaul.source.ReportSettings;
import dev.longhaul.source.SourceSettings;
import dev.longhaul.upkeep.UpkeepConfig;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import io.smallrye.config.common.utils.StringUtil;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * Looks at the settings before anything is started for them: a wrong value is told of in a second and in a sentence, and of a
 * variable that nobody reads it is said which one may have been meant. What this does not know, the framework checks later.
 */
// Their methods are read by reflection, which native images need to be told.
@RegisterForReflection(
        targets = {
            ExecutionConfig.class,
            ExportConfig.class,
            FeedConfig.class,
            FilesConfig.class,
            HttpSettings.class,
            ImageConfig.class,
            IntakeConfig.class,
            MailSettings.class,
            NoticeSettings.class,
            OutboundConfig.class,
            QueueSettings.class,
            ReportConfig.class,
            ReportSettings.class,
            Roles.class,
            Safeguards.class,
            ScheduleConfig.class,
            SchemaSettings.class,
            SecuritySettings.class,
            SourceSettings.class,
            StoresConfig.class,
            UploadConfig.class,
            UpkeepConfig.class
        })
final class SettingsCheck {

    /** All that read settings of ours; a test keeps the list whole. */
    static final List<Class<?>> MAPPINGS =
            List.of(SettingsCheck.class.getAnnotation(RegisterForReflection.class).targets());

    /**
     * A setting.
     *
     * @param type of the value, or of each of them
     * @param many whether there may be several, separated by commas
     * @param method that reads it, for the bounds that it has
     */
    private record Setting(Class<?> type, boolean many, Method method) {}

    /** Read before the framework has started, see {@code local.Settings}. */
    private static final List<String> OF_EMBEDDED_PARTS =
            List.of(
                    "longhaul.local.postgresql.port",
                    "longhaul.local.broker.port",
                    "longhaul.local.durable");

    private static final List<String> PORTS = List.of("quarkus.http.port", "amqp-port");
    private static final int LAST_PORT = 65_535;

    private static final Set<String> TRUTHS =
            Set.of("true", "yes", "y", "on", "1", "false", "no", "n", "off", "0");

    /** What Kubernetes and links of containers put into the environment for a service that is called longhaul. */
    private static final Pattern OF_A_SERVICE =
            Pattern.compile(
                    "LONGHAUL_(.*_)?(SERVICE_(HOST|PORT)(_.*)?|PORT_[0-9]+_(TCP|UDP|SCTP)(_.*)?)");

    private final SmallRyeConfig config;
    private final Map<String, Setting> settings = new TreeMap<>();

    SettingsCheck(SmallRyeConfig config) {
        this.config = config;
        for (Class<?> mapping : MAPPINGS) {
            readGroup(mapping.getAnnotation(ConfigMapping.class).prefix(), mapping);
        }
    }

    private void readGroup(String prefix, Class<?> group) {
        for (Method method : group.getMethods()) {
            if (!method.isDefault()) {
                read(keyOf(prefix, method), method.getGenericReturnType(), false, method);
            }
        }
    }

    private static String keyOf(String prefix, Method method) {
        if (method.isAnnotationPresent(WithParentName.class)) {
            return prefix;
        }
        WithName name = method.getAnnotation(WithName.class);
        return prefix + "." + (name == null ? StringUtil.skewer(method.getName()) : name.value());
    }

    private void read(String key, Type type, boolean many, Method method) {
        switch (type) {
            case ParameterizedType map when map.getRawType() == Map.class ->
                    read(key + ".*", map.getActualTypeArguments()[1], false, method);
            case ParameterizedType optional when optional.getRawType() == Optional.class ->
                    read(key, optional.getActualTypeArguments()[0], false, method);
            case ParameterizedType list ->
                    read(key, list.getActualTypeArguments()[0], true, method);
            case Class<?> group when group.isInterface() && isOurs(group) -> readGroup(key, group);
            case Class<?> value ->
                    settings.merge(
                            key,
                            new Setting(value, many, method),
                            // Who only compares texts does not say what is right.
                            (one, other) -> one.type() == String.class ? other : one);
            default ->
                    throw new IllegalStateException(method + " has a type that is not known here");
        }
    }

    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith("dev.longhaul.");
    }

    /**
     * @throws Bootstrap.StartFailure with a sentence for each value that is wrong
     */
    void refuseWrongValues() {
        var wrong = new ArrayList<String>();
        settings.forEach((key, setting) -> {
            if (!key.contains("*")) {
                find(key).flatMap(value -> complaint(setting, value)).ifPresent(wrong::add);
            }
        });
        for (String key : PORTS) {
            find(key)
                    .filter(value -> !isWhole(value.getValue(), 0, LAST_PORT))
                    .map(value ->
                            sentence(value, "the number of a port, from 1 to " + LAST_PORT, ""))
                    .ifPresent(wrong::add);
        }
        if (!wrong.isEmpty()) {
            throw new Bootstrap.StartFailure(String.join("\n", wrong));
        }
    }

    private Optional<ConfigValue> find(String key) {
        try {
            return Optional.of(config.getConfigValue(key))
                    .filter(value -> value.getValue() != null && !value.getValue().isBlank());
        } catch (NoSuchElementException e) {
            // It refers to another that is not set, which the framework says.
            return Optional.empty();
        }
    }

    private static Optional<String> complaint(Setting setting, ConfigValue value) {
        return setting.many()
                ? Arrays.stream(StringUtil.split(value.getValue()))
                        .flatMap(word -> complaint(setting, value, word.strip()).stream())
                        .findFirst()
                : complaint(setting, value, value.getValue().strip());
    }

    private static Optional<String> complaint(Setting setting, ConfigValue value, String word) {
        Class<?> type = setting.type();
        if (type == boolean.class || type == Boolean.class) {
            return unless(
                    TRUTHS.contains(word.toLowerCase(Locale.ROOT)),
                    () -> sentence(value, "true or false", ""));
        }
        if (type.isEnum()) {
            List<String> known =
                    Stream.of(type.getEnumConstants())
                            .map(constant -> hyphenated(constant.toString()))
                            .toList();
            return unless(
                    known.contains(hyphenated(word)),
                    () ->
                            sentence(
                                    value,
                                    (setting.many() ? "made of " : "one of ")
                                            + String.join(", ", known),
                                    Spelling.closest(word, known)
                                            .map(close -> " Did you mean '" + close + "'?")
                                            .orElse("")));
        }
        if (type == int.class || type == long.class || type == OptionalInt.class) {
            return number(setting, value, word);
        }
        if (type == Duration.class) {
            return duration(setting, value, word);
        }
        if (type == MemorySize.class) {
            return unless(
                    isRight(word, text -> new MemorySizeConverter().convert(text) != null),
                    () -> sentence(value, "a size like 500K, 10M or 1G", ""));
        }
        return Optional.empty();
    }

    private static Optional<String> number(Setting setting, ConfigValue value, String word) {
        Min min = setting.method().getAnnotation(Min.class);
        Max max = setting.method().getAnnotation(Max.class);
        long largest = setting.type() == long.class ? Long.MAX_VALUE : Integer.MAX_VALUE;
        long least = min == null ? -largest : min.value();
        long most = max == null ? largest : max.value();
        String bounds =
                min != null && max != null
                        ? " from " + least + " to " + most
                        : min != null ? ", at least " + least : "";
        return unless(
                isWhole(word, least, most), () -> sentence(value, "a whole number" + bounds, ""));
    }

    private static Optional<String> duration(Setting setting, ConfigValue value, String word) {
        DurationMin min = setting.method().getAnnotation(DurationMin.class);
        Duration least =
                min == null
                        ? Duration.ofSeconds(Long.MIN_VALUE)
                        : Duration.ofSeconds(min.seconds()).plusMillis(min.millis());
        return unless(
                isRight(word, text -> DurationConverter.parseDuration(text).compareTo(least) >= 0),
                () ->
                        sentence(
                                value,
                                "a duration like 500ms, 15s or 10m"
                                        + (min == null || least.isZero()
                                                ? ""
                                                : ", at least " + shown(least)),
                                ""));
    }

    private static String shown(Duration duration) {
        return duration.toMillisPart() == 0
                ? duration.toSeconds() + "s"
                : duration.toMillis() + "ms";
    }

    private static String hyphenated(String word) {
        return word.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static boolean isWhole(String text, long least, long most) {
        return isRight(
                text.strip(),
                word -> {
                    long number = Long.parseLong(word);
                    return number >= least && number <= most;
                });
    }

    private static boolean isRight(String text, Predicate<String> right) {
        try {
            return right.test(text);
        } catch (IllegalArgumentException | ArithmeticException e) {
            return false;
        }
    }

    private static Optional<String> unless(boolean right, Supplier<String> sentence) {
        return right ? Optional.empty() : Optional.of(sentence.get());
    }

    private static String sentence(ConfigValue value, String right, String hint) {
        boolean fromEnvironment =
                Optional.ofNullable(value.getConfigSourceName())
                        .filter(source ->
                                source.startsWith("EnvConfig") || source.startsWith("DotEnv"))
                        .isPresent();
        return (fromEnvironment ? variable(value.getName()) : value.getName())
                + " is '"
                + value.getValue()
                + "'; it has to be "
                + right
                + "."
                + hint;
    }

    private static String variable(String key) {
        return StringUtil.replaceNonAlphanumericByUnderscores(key).toUpperCase(Locale.ROOT);
    }

    /** A sentence for each variable that looks like one of ours and that no setting reads. */
    List<String> unknownVariables() {
        Set<String> plain =
                Stream.concat(settings.keySet().stream(), OF_EMBEDDED_PARTS.stream())
                        .map(SettingsCheck::variable)
                        .collect(Collectors.toCollection(TreeSet::new));
        return variables()
                .filter(variable -> !isRead(variable))
                .map(variable ->
                        "No setting reads "
                                + variable
                                + ", and so it is ignored"
                                + Spelling.closest(variable, plain)
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
        return Stream.concat(settings.keySet().stream(), OF_EMBEDDED_PARTS.stream())
                .anyMatch(key -> variable.matches(pattern(key)));
    }

    /** Names that operators give and places in lists may be anything. */
    private static String pattern(String key) {
        return Stream.of(key.split("\\.", -1))
                .map(part -> part.equals("*") ? ".+" : variable(part))
                .collect(Collectors.joining("_", "", "(_[0-9]+_?)?"));
    }
}
