package dev.longhaul.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What callers give for the parameters of datasets and reports: described in JSON Schema (2020-12), and read. */
public final class Arguments {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Arguments() {}

    /**
     * Adds to the schema of a job's parameters that {@code property} names one of several, and what {@code arguments} then
     * are, so that wrong ones are refused at once.
     *
     * @param name of the one that {@code arguments} describes
     */
    public static void describe(
            ObjectNode schema, String property, String name, ObjectNode arguments) {
        ObjectNode properties = (ObjectNode) schema.get("properties");
        ObjectNode named = (ObjectNode) properties.get(property);
        named.withArray("enum").add(name);
        ObjectNode condition = schema.withArray("allOf").addObject();
        ObjectNode test = condition.putObject("if");
        test.putObject("properties").putObject(property).put("const", name);
        test.putArray("required").add(property);
        ObjectNode then = condition.putObject("then");
        then.putObject("properties").set("arguments", arguments);
    }

    /** The schema of the arguments for {@code parameters}. */
    public static ObjectNode schema(
            Optional<String> description, List<DatasetParameter> parameters) {
        ObjectNode schema = NODES.objectNode().put("type", "object");
        description.ifPresent(text -> schema.put("description", text));
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = NODES.arrayNode();
        for (DatasetParameter parameter : parameters) {
            properties.set(parameter.name(), schema(parameter));
            if (parameter.required()) {
                required.add(parameter.name());
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema.put("additionalProperties", false);
    }

    private static ObjectNode schema(DatasetParameter parameter) {
        ObjectNode schema = type(parameter.type());
        parameter.description().ifPresent(text -> schema.put("description", text));
        parameter.minimum().ifPresent(minimum -> schema.put("minimum", minimum));
        parameter.maximum().ifPresent(maximum -> schema.put("maximum", maximum));
        parameter.maxLength().ifPresent(length -> schema.put("maxLength", length));
        parameter
                .defaultValue()
                .ifPresent(value -> schema.set("default", json(parameter.type(), value)));
        if (!parameter.allowed().isEmpty()) {
            ArrayNode values = schema.putArray("enum");
            parameter.allowed().forEach(value -> values.add(json(parameter.type(), value)));
        }
        return schema;
    }

    private static ObjectNode type(ParameterType type) {
        ObjectNode schema = NODES.objectNode();
        return switch (type) {
            case STRING -> schema.put("type", "string");
            case INTEGER ->
                    schema.put("type", "integer")
                            .put("minimum", Long.MIN_VALUE)
                            .put("maximum", Long.MAX_VALUE);
            case NUMBER -> schema.put("type", "number");
            case BOOLEAN -> schema.put("type", "boolean");
            case DATE -> schema.put("type", "string").put("format", "date");
            case TIMESTAMP -> schema.put("type", "string").put("format", "date-time");
            case UUID -> schema.put("type", "string").put("format", "uuid");
        };
    }

    /** A value of a type from its text. */
    public static JsonNode json(ParameterType type, String value) {
        return switch (type) {
            case INTEGER -> NODES.numberNode(Long.parseLong(value));
            case NUMBER -> NODES.numberNode(new BigDecimal(value));
            case BOOLEAN -> NODES.booleanNode(Boolean.parseBoolean(value));
            case STRING, DATE, TIMESTAMP, UUID -> NODES.textNode(value);
        };
    }

    /**
     * Every parameter that has a value, with it.
     *
     * @param given by the names of the parameters; those that are missing, or null, have their defaults
     */
    public static Map<String, JsonNode> complete(
            List<DatasetParameter> parameters, Map<String, JsonNode> given) {
        var complete = new HashMap<String, JsonNode>();
        for (DatasetParameter parameter : parameters) {
            Optional.ofNullable(given.get(parameter.name()))
                    .filter(value -> !value.isNull())
                    .or(() -> parameter.defaultValue().map(text -> json(parameter.type(), text)))
                    .ifPresent(value -> complete.put(parameter.name(), value));
        }
        return complete;
    }

    /**
     * What a query is given.
     *
     * @param given as {@link #complete} takes them
     * @throws IllegalArgumentException with a sentence for the caller if a value is not of its parameter's type
     */
    public static Map<String, Object> read(
            List<DatasetParameter> parameters, Map<String, JsonNode> given) {
        var arguments = new HashMap<String, Object>();
        Map<String, JsonNode> complete = complete(parameters, given);
        for (DatasetParameter parameter : parameters) {
            JsonNode value = complete.get(parameter.name());
            if (value != null) {
                arguments.put(parameter.name(), value(parameter, value.asText()));
            }
        }
        return arguments;
    }

    private static Object value(DatasetParameter parameter, String text) {
        try {
            return parameter.type().read(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The argument '" + parameter.name() + "': " + e.getMessage(), e);
        }
    }
}
