package dev.longhaul.source;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** Reads what a dataset file says of one parameter. */
final class ParameterReader {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
    private static final List<String> KEYS =
            List.of(
                    "type",
                    "required",
                    "description",
                    "default",
                    "minimum",
                    "maximum",
                    "maxLength",
                    "enum");

    private final YamlMapping mapping;
    private final MappingNode node;
    private final BiConsumer<Node, String> errors;

    ParameterReader(MappingNode node, BiConsumer<Node, String> errors) {
        this.node = node;
        this.errors = errors;
        this.mapping = new YamlMapping("a parameter", node, KEYS, errors);
    }

    /** All that stand under {@code parameters}; what is wrong with them is reported. */
    static List<DatasetParameter> all(YamlMapping file, BiConsumer<Node, String> errors) {
        var parameters = new ArrayList<DatasetParameter>();
        file.mapping("parameters")
                .ifPresent(node ->
                        new YamlMapping("parameters", node, List.of(), errors)
                                .members()
                                .forEach((name, value) ->
                                        one(name, value, errors).ifPresent(parameters::add)));
        return parameters;
    }

    private static Optional<DatasetParameter> one(
            String name, Node value, BiConsumer<Node, String> errors) {
        if (!NAME.matcher(name).matches()) {
            errors.accept(
                    value, "'" + name + "' cannot name a parameter; use letters, digits and _");
            return Optional.empty();
        }
        if (value instanceof MappingNode description) {
            return new ParameterReader(description, errors).read(name);
        }
        errors.accept(value, "parameter '" + name + "' has to be a mapping with at least a type");
        return Optional.empty();
    }

    /** Empty, and reported, if its type is not known. */
    Optional<DatasetParameter> read(String name) {
        Optional<ParameterType> type = type();
        Optional<String> defaultValue = mapping.text("default");
        Optional<Boolean> required = mapping.flag("required");
        List<String> allowed = mapping.list("enum");
        if (required.orElse(false) && defaultValue.isPresent()) {
            errors.accept(
                    place("required"),
                    "a parameter with a default is not required; remove one of them");
        }
        type.ifPresent(known -> {
            defaultValue.ifPresent(value -> check(known, value, "default"));
            allowed.forEach(value -> check(known, value, "enum"));
        });
        if (!allowed.isEmpty()
                && defaultValue.isPresent()
                && !allowed.contains(defaultValue.get())) {
            errors.accept(
                    place("default"),
                    "the default '" + defaultValue.get() + "' is not one of the enum's values");
        }
        Optional<BigDecimal> minimum = mapping.number("minimum");
        Optional<BigDecimal> maximum = mapping.number("maximum");
        OptionalInt maxLength = mapping.count("maxLength");
        type.ifPresent(known -> {
            requireMeaning(known);
            if (known == ParameterType.STRING) {
                checkLength(maxLength, defaultValue.orElse(""));
            } else if (isNumber(known)) {
                checkRange(minimum, maximum, defaultValue.flatMap(ParameterReader::number));
            }
        });
        return type.map(known ->
                new DatasetParameter(
                        name,
                        known,
                        required.orElse(defaultValue.isEmpty()),
                        mapping.text("description"),
                        defaultValue,
                        minimum,
                        maximum,
                        maxLength,
                        allowed));
    }

    private static boolean isNumber(ParameterType type) {
        return type == ParameterType.INTEGER || type == ParameterType.NUMBER;
    }

    private void requireMeaning(ParameterType type) {
        requireMeaning("minimum", isNumber(type), "integer or number", type);
        requireMeaning("maximum", isNumber(type), "integer or number", type);
        requireMeaning("maxLength", type == ParameterType.STRING, "string", type);
    }

    private void requireMeaning(String key, boolean means, String types, ParameterType type) {
        if (!means && mapping.members().containsKey(key)) {
            errors.accept(
                    place(key),
                    "'%s' is for the type %s and means nothing for %s; remove it"
                            .formatted(key, types, type.word()));
        }
    }

    private void checkRange(
            Optional<BigDecimal> minimum,
            Optional<BigDecimal> maximum,
            Optional<BigDecimal> defaultValue) {
        if (minimum.isPresent()
                && maximum.isPresent()
                && minimum.get().compareTo(maximum.get()) > 0) {
            errors.accept(place("minimum"), "'minimum' is more than 'maximum'");
        } else if (defaultValue
                .filter(value ->
                        minimum.filter(least -> value.compareTo(least) < 0).isPresent()
                                || maximum.filter(most -> value.compareTo(most) > 0).isPresent())
                .isPresent()) {
            errors.accept(place("default"), "the default is not between 'minimum' and 'maximum'");
        }
    }

    private void checkLength(OptionalInt most, String defaultValue) {
        if (most.isPresent() && most.getAsInt() < 1) {
            errors.accept(place("maxLength"), "'maxLength' has to be at least 1");
        } else if (most.isPresent()
                && defaultValue.codePointCount(0, defaultValue.length()) > most.getAsInt()) {
            errors.accept(place("default"), "the default is longer than 'maxLength'");
        }
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private Optional<ParameterType> type() {
        Optional<String> word = mapping.required("type");
        Optional<ParameterType> type = word.flatMap(ParameterType::ofWord);
        if (word.isPresent() && type.isEmpty()) {
            String known =
                    Arrays.stream(ParameterType.values())
                            .map(ParameterType::word)
                            .collect(Collectors.joining(", "));
            errors.accept(place("type"), "'" + word.get() + "' is no type; there are: " + known);
        }
        return type;
    }

    private void check(ParameterType type, String value, String key) {
        try {
            type.read(value);
        } catch (IllegalArgumentException e) {
            errors.accept(place(key), "'" + key + "' does not fit the type: " + e.getMessage());
        }
    }

    private Node place(String key) {
        return mapping.members().getOrDefault(key, node);
    }
}
