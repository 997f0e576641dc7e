package dev.longhaul.handler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Checks JSON against a compiled JSON Schema (2020-12) and says all that is wrong, in our words. For many threads. */
final class SchemaCheck {

    /** Keywords that only pass on what others found. */
    private static final Set<String> WRAPPERS = Set.of("if", "then", "else", "allOf", "$ref");

    /** Inside one of several forms; {@code oneOf} speaks for itself, which {@code anyOf} does not. */
    private static final Pattern ALTERNATIVE = Pattern.compile("/oneOf/\\d+/");

    /** Decimal places of an integer beyond which it is not worth writing out; a double has fewer. */
    private static final int MOST_PLACES = 400;

    private final ObjectNode schema;
    private final Map<String, String> patterns;
    private final JsonSchema validator;

    SchemaCheck(ObjectNode schema) {
        this(schema, Map.of());
    }

    /**
     * @param patterns what those of the schema mean, to be read after the pointer: {@code must be a colour}
     */
    SchemaCheck(ObjectNode schema, Map<String, String> patterns) {
        this.schema = schema;
        this.patterns = patterns;
        this.validator =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(schema, config());
        this.validator.initializeValidators();
    }

    /**
     * All violations, in the order of their pointers; none if the value is right.
     *
     * @param prefix the pointer of {@code value} in the caller's document
     */
    List<Violation> check(JsonNode value, String prefix) {
        Set<ValidationMessage> found = validator.validate(fill(plain(value), schema));
        if (found.isEmpty()) {
            return List.of();
        }
        List<Violation> telling = violations(found, prefix, SchemaCheck::isTelling);
        // What was refused stays refused, also where only the noise says so.
        return telling.isEmpty() ? violations(found, prefix, _ -> true) : telling;
    }

    private List<Violation> violations(
            Set<ValidationMessage> found, String prefix, Predicate<ValidationMessage> shown) {
        return found.stream()
                .filter(shown)
                .map(message -> violation(message, prefix))
                .distinct()
                .sorted(Comparator.comparing(Violation::pointer))
                .toList();
    }

    private static boolean isTelling(ValidationMessage message) {
        return !WRAPPERS.contains(message.getType())
                && !ALTERNATIVE.matcher(message.getEvaluationPath().toString()).find();
    }

    private Violation violation(ValidationMessage message, String prefix) {
        String pointer = prefix + message.getInstanceLocation();
        JsonNode owner = schemaAround(message);
        return switch (message.getType()) {
            case "required" ->
                    new Violation(
                            pointer + Pointers.step(message.getProperty()),
                            Sentences.required(
                                    owner.path("properties").path(message.getProperty())));
            case "additionalProperties" ->
                    new Violation(
                            pointer + Pointers.step(message.getProperty()),
                            Sentences.unknown(
                                    message.getProperty(), names(owner.path("properties"))));
            default -> new Violation(pointer, sentence(message, owner));
        };
    }

    private String sentence(ValidationMessage message, JsonNode owner) {
        String meaning =
                message.getType().equals("pattern")
                        ? patterns.get(owner.path("pattern").asText())
                        : null;
        return meaning == null
                ? Sentences.of(message.getType(), owner, message.getInstanceNode())
                : meaning + ", not " + Sentences.quoted(message.getInstanceNode());
    }

    /** The schema object that holds the keyword which was violated. */
    private JsonNode schemaAround(ValidationMessage message) {
        var fragment = message.getSchemaLocation().getFragment();
        var parent = fragment == null ? null : fragment.getParent();
        return parent == null ? schema : schema.at(parent.toString());
    }

    private static List<String> names(JsonNode properties) {
        return properties.properties().stream().map(Map.Entry::getKey).toList();
    }

    /** The value with the schema's defaults for the members that are absent or null; a copy. */
    JsonNode withDefaults(JsonNode value) {
        return fill(value.deepCopy(), schema);
    }

    private static JsonNode fill(JsonNode value, JsonNode schema) {
        if (value instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> member : schema.path("properties").properties()) {
                JsonNode fallback = member.getValue().get("default");
                if (fallback != null && !object.hasNonNull(member.getKey())) {
                    object.set(member.getKey(), fallback.deepCopy());
                }
                fill(object.path(member.getKey()), member.getValue());
            }
        } else if (value instanceof ArrayNode array) {
            array.forEach(item -> fill(item, schema.path("items")));
        }
        return value;
    }

    /** What the keywords shall see: a member that is null is absent, and 1E2 is the integer 100. */
    private static JsonNode plain(JsonNode value) {
        return switch (value) {
            case ObjectNode object -> {
                ObjectNode copy = object.objectNode();
                object.properties()
                        .forEach(member -> {
                            if (!member.getValue().isNull()) {
                                copy.set(member.getKey(), plain(member.getValue()));
                            }
                        });
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = array.arrayNode(array.size());
                array.forEach(item -> copy.add(plain(item)));
                yield copy;
            }
            default ->
                    isIntegral(value)
                            ? BigIntegerNode.valueOf(value.decimalValue().toBigInteger())
                            : value;
        };
    }

    private static boolean isIntegral(JsonNode value) {
        if (!value.isBigDecimal()) {
            return false;
        }
        BigDecimal number = value.decimalValue();
        return Math.abs((long) number.scale()) <= MOST_PLACES
                && number.stripTrailingZeros().scale() <= 0;
    }

    private static SchemaValidatorsConfig config() {
        return SchemaValidatorsConfig.builder()
                .formatAssertionsEnabled(true)
                .pathType(PathType.JSON_POINTER)
                .locale(Locale.ROOT)
                .build();
    }
}
