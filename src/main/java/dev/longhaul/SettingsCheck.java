package dev.longhaul;

import dev.longhaul.KnownSettings.Setting;
import dev.longhaul.handler.Spelling;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.common.utils.StringUtil;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * Looks at the values of settings before anything is started for them, so that a wrong one is told of in a second and in a
 * sentence. What this does not know, the framework checks later.
 */
final class SettingsCheck {

    private static final List<String> PORTS = List.of("quarkus.http.port", "amqp-port");
    private static final int LAST_PORT = 65_535;

    private static final Set<String> TRUTHS =
            Set.of("true", "yes", "y", "on", "1", "false", "no", "n", "off", "0");

    private final SmallRyeConfig config;

    SettingsCheck(SmallRyeConfig config) {
        this.config = config;
    }

    /**
     * @throws Bootstrap.StartFailure with a sentence for each value that is wrong
     */
    void refuseWrongValues() {
        var wrong = new ArrayList<String>();
        KnownSettings.byKey()
                .forEach((key, setting) -> {
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
        return (fromEnvironment ? KnownSettings.variable(value.getName()) : value.getName())
                + " is '"
                + value.getValue()
                + "'; it has to be "
                + right
                + "."
                + hint;
    }
}
