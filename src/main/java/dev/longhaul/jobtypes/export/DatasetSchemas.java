package dev.longhaul.jobtypes.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longhaul.source.Dataset;
import dev.longhaul.source.DatasetParameter;
import dev.longhaul.source.Datasets;
import dev.longhaul.source.ParameterType;
import java.math.BigDecimal;

/** Says in JSON Schema which datasets there are and which arguments each takes, so that wrong ones are refused at once. */
final class DatasetSchemas {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private DatasetSchemas() {}

    /** Adds that to the schema of the export's parameters. */
    static ObjectNode refine(ObjectNode schema, Datasets datasets) {
        ObjectNode properties = (ObjectNode) schema.get("properties");
        ArrayNode names = ((ObjectNode) properties.get("dataset")).putArray("enum");
        ArrayNode each = schema.putArray("allOf");
        datasets.all()
                .forEach(dataset -> {
                    names.add(dataset.name());
                    each.add(ofDataset(dataset));
                });
        if (each.isEmpty()) {
            schema.remove("allOf");
        }
        return schema;
    }

    private static ObjectNode ofDataset(Dataset dataset) {
        ObjectNode condition = NODES.objectNode();
        ObjectNode test = condition.putObject("if");
        test.putObject("properties").putObject("dataset").put("const", dataset.name());
        test.putArray("required").add("dataset");
        ObjectNode then = condition.putObject("then");
        then.putObject("properties").set("arguments", arguments(dataset));
        return condition;
    }

    private static ObjectNode arguments(Dataset dataset) {
        ObjectNode schema = NODES.objectNode().put("type", "object");
        dataset.description().ifPresent(text -> schema.put("description", text));
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = NODES.arrayNode();
        for (DatasetParameter parameter : dataset.parameters()) {
            properties.set(parameter.name(), argument(parameter));
            if (parameter.required()) {
                required.add(parameter.name());
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema.put("additionalProperties", false);
    }

    private static ObjectNode argument(DatasetParameter parameter) {
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
    static JsonNode json(ParameterType type, String value) {
        return switch (type) {
            case INTEGER -> NODES.numberNode(Long.parseLong(value));
            case NUMBER -> NODES.numberNode(new BigDecimal(value));
            case BOOLEAN -> NODES.booleanNode(Boolean.parseBoolean(value));
            case STRING, DATE, TIMESTAMP, UUID -> NODES.textNode(value);
        };
    }
}
