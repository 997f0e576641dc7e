package dev.longhaul.http;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.longhaul.handler.RequestSchema;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/**
 * Makes the schemas in openapi.yaml say what the contract says: members that do not apply are absent, not null, and all
 * others are always there. What callers send is required only where it says so itself.
 */
final class ApiSchemas {

    private static final String REFERENCE = "#/components/schemas/";

    /** What generators would make classes of, although it is a string, or any JSON. */
    private static final Map<String, Optional<String>> PLAIN =
            Map.of(
                    "Instant", Optional.of("date-time"),
                    "Duration", Optional.of("duration"),
                    "JsonNode", Optional.empty(),
                    "JsonNodeType", Optional.empty());

    private static final Schema ANYTHING = OASFactory.createSchema().booleanSchema(true);

    private final Map<String, Schema> schemas;
    private final Set<String> sent = new HashSet<>();

    private ApiSchemas(Map<String, Schema> schemas) {
        this.schemas = schemas;
    }

    static void tidy(OpenAPI document) {
        var tidy = new ApiSchemas(new LinkedHashMap<>(document.getComponents().getSchemas()));
        tidy.sentWith(document);
        tidy.schemas.keySet().removeAll(PLAIN.keySet());
        tidy.schemas.replaceAll((name, schema) -> tidy.object(schema, tidy.sent.contains(name)));
        document.getComponents().setSchemas(tidy.schemas);
        Optional.ofNullable(tidy.schemas.get("JobRequest"))
                .ifPresent(schema -> describe(schema, RequestSchema.Request.class));
    }

    /** The words that the JSON Schema of the request has. */
    private static void describe(Schema schema, Class<?> record) {
        for (RecordComponent component : record.getRecordComponents()) {
            var description = component.getAccessor().getAnnotation(JsonPropertyDescription.class);
            Schema member = schema.getProperties().get(component.getName());
            if (description != null && member != null) {
                member.setDescription(description.value());
            }
        }
    }

    private void sentWith(OpenAPI document) {
        for (PathItem path : document.getPaths().getPathItems().values()) {
            for (Operation operation : path.getOperations().values()) {
                Optional.ofNullable(operation.getRequestBody())
                        .map(body -> body.getContent().getMediaTypes().values())
                        .ifPresent(types ->
                                types.stream().map(MediaType::getSchema).forEach(this::markSent));
            }
        }
    }

    private void markSent(Schema schema) {
        Optional<String> name = name(schema);
        if (name.filter(sent::add).isPresent()) {
            Optional.ofNullable(schemas.get(name.get())).ifPresent(this::markSent);
        }
        inside(schema).forEach(this::markSent);
    }

    private static Stream<Schema> inside(Schema schema) {
        List<Schema> all = new ArrayList<>();
        Optional.ofNullable(schema.getProperties()).map(Map::values).ifPresent(all::addAll);
        Optional.ofNullable(schema.getItems()).ifPresent(all::add);
        Optional.ofNullable(schema.getAdditionalPropertiesSchema()).ifPresent(all::add);
        Optional.ofNullable(schema.getAnyOf()).ifPresent(all::addAll);
        Optional.ofNullable(schema.getOneOf()).ifPresent(all::addAll);
        return all.stream();
    }

    private Schema object(Schema schema, boolean isSent) {
        if (schema.getProperties() == null) {
            return schema;
        }
        Map<String, Schema> members = new LinkedHashMap<>();
        schema.getProperties()
                .forEach((name, member) -> {
                    boolean always = !isSent && !isNullable(member);
                    if (always && !isRequired(schema, name)) {
                        schema.addRequired(name);
                    }
                    members.put(name, value(member));
                });
        schema.setProperties(members);
        return schema;
    }

    private static boolean isRequired(Schema schema, String name) {
        return schema.getRequired() != null && schema.getRequired().contains(name);
    }

    private static boolean isNullable(Schema schema) {
        return isOfNull(schema)
                || (schema.getAnyOf() != null
                        && schema.getAnyOf().stream().anyMatch(ApiSchemas::isOfNull));
    }

    private static boolean isOfNull(Schema schema) {
        return schema.getType() != null && schema.getType().contains(SchemaType.NULL);
    }

    /** The schema without null, and without references to what is plain. */
    private static Schema value(Schema schema) {
        if (schema.getAnyOf() != null && isNullable(schema)) {
            Schema only =
                    schema.getAnyOf().stream()
                            .filter(form -> !isOfNull(form))
                            .findFirst()
                            .orElseThrow();
            schema.setAnyOf(null);
            schema.setType(null);
            schema.setRef(only.getRef());
        } else if (schema.getType() != null) {
            schema.setType(
                    schema.getType().stream().filter(type -> type != SchemaType.NULL).toList());
        }
        plain(schema);
        if (isAnyObject(schema)) {
            schema.setAdditionalPropertiesSchema(ANYTHING);
        }
        Optional.ofNullable(schema.getItems()).ifPresent(ApiSchemas::value);
        Schema others = schema.getAdditionalPropertiesSchema();
        if (others != null && name(others).filter(PLAIN::containsKey).isPresent()) {
            schema.setAdditionalPropertiesSchema(ANYTHING);
        }
        return schema;
    }

    private static boolean isAnyObject(Schema schema) {
        return List.of(SchemaType.OBJECT).equals(schema.getType())
                && schema.getProperties() == null
                && schema.getAdditionalPropertiesSchema() == null;
    }

    private static void plain(Schema schema) {
        Optional<String> name = name(schema).filter(PLAIN::containsKey);
        if (name.isPresent()) {
            schema.setRef(null);
            PLAIN.getOrDefault(name.get(), Optional.empty())
                    .ifPresent(format -> schema.type(List.of(SchemaType.STRING)).format(format));
        }
    }

    private static Optional<String> name(Schema schema) {
        return Optional.ofNullable(schema.getRef())
                .map(reference -> reference.replace(REFERENCE, ""));
    }
}
