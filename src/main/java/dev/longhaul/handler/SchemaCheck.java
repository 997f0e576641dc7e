package dev.longhaul.handler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Checks JSON against a compiled JSON Schema (2020-12) and says all that is wrong, in our words. For many threads. */
final class SchemaCheck {

    private static final SchemaValidatorsConfig CONFIG =
            SchemaValidatorsConfig.builder()
                    .formatAssertionsEnabled(true)
                    .pathType(PathType.JSON_POINTER)
                    .locale(Locale.ROOT)
                    .build();

    /** Keywords that only pass on what others found. */
    private static final Set<String> WRAPPERS = Set.of("if", "then", "else", "allOf", "$ref");

    private final ObjectNode schema;
    private final JsonSchema validator;

    SchemaCheck(ObjectNode schema) {
        this.schema = schema;
        this.validator =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(schema, CONFIG);
        this.validator.initializeValidators();
    }

    /**
     * All violations, in the order of their pointers; none if the value is right.
     *
     * @param prefix the pointer of {@code value} in the caller's document
     */
    List<Violation> check(JsonNode value, String prefix) {
        return validator.validate(normalized(value)).stream()
                .filter(message -> !WRAPPERS.contains(message.getType()))
                .map(message -> violation(message, prefix))
                .distinct()
                .sorted(Comparator.comparing(Violation::pointer))
                .toList();
    }

    private Violation violation(ValidationMessage message, String prefix) {
        String pointer = prefix + message.getInstanceLocation();
        JsonNode owner = schemaAround(message);
        return switch (message.getType()) {
            case "required" ->
                    new Violation(
                            pointer + "/" + escaped(message.getProperty()),
                            Sentences.required(
                                    owner.path("properties").path(message.getProperty())));
            case "additionalProperties" ->
                    new Violation(
                            pointer + "/" + escaped(message.getProperty()),
                            Sentences.unknown(
                                    message.getProperty(), names(owner.path("properties"))));
            default ->
                    new Violation(
                            pointer,
                            Sentences.of(message.getType(), owner, message.getInstanceNode()));
        };
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

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    /** What the keywords shall see: null is absent, what is absent is its default, and 1E2 is the integer 100. */
    private JsonNode normalized(JsonNode value) {
        JsonNode copy = plain(value);
        if (copy instanceof ObjectNode object) {
            schema.path("properties")
                    .properties()
                    .forEach(member -> {
                        if (member.getValue().has("default") && !object.has(member.getKey())) {
                            object.set(
                                    member.getKey(), member.getValue().get("default").deepCopy());
                        }
                    });
        }
        return copy;
    }

    private static JsonNode plain(JsonNode value) {
        if (value instanceof ObjectNode object) {
            ObjectNode copy = object.objectNode();
            object.properties()
                    .forEach(member -> {
                        if (!member.getValue().isNull()) {
                            copy.set(member.getKey(), plain(member.getValue()));
                        }
                    });
            return copy;
        }
        boolean integral =
                value.isBigDecimal() && value.decimalValue().stripTrailingZeros().scale() <= 0;
        return integral ? BigIntegerNode.valueOf(value.decimalValue().toBigInteger()) : value;
    }
}
