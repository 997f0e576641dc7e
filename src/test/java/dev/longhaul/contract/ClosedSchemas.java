package dev.longhaul.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The schemas of an OpenAPI document, with every object closed that lists its members and does not say that it may have
 * more. To callers they are open, so that members can be added; here a member that nobody has described is a mistake.
 */
final class ClosedSchemas {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode components;
    private final Map<JsonNode, JsonSchema> compiled = new ConcurrentHashMap<>();

    ClosedSchemas(Document document) {
        this.components = JSON.createObjectNode();
        components.set("schemas", document.components().path("schemas").deepCopy());
        close(components);
    }

    private static void close(JsonNode node) {
        if (node.path("properties").isObject()
                && !node.has("additionalProperties")
                && !node.has("allOf")) {
            ((ObjectNode) node).put("additionalProperties", false);
        }
        node.forEach(ClosedSchemas::close);
    }

    /** What is wrong with the text as JSON of that schema. */
    List<String> violations(String text, JsonNode schema) {
        try {
            return violations(JSON.readTree(text), schema);
        } catch (JsonProcessingException e) {
            return List.of("is not JSON: " + e.getOriginalMessage());
        }
    }

    /** What is wrong with the value by that schema, which may refer to the components of the document. */
    List<String> violations(JsonNode value, JsonNode schema) {
        return compiled.computeIfAbsent(schema, this::compile).validate(value).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    private JsonSchema compile(JsonNode schema) {
        ObjectNode whole = schema.deepCopy();
        close(whole);
        whole.put("$schema", SpecVersion.VersionFlag.V202012.getId());
        whole.set("components", components);
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        whole,
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .pathType(PathType.JSON_POINTER)
                                .locale(Locale.ROOT)
                                .build());
    }
}
