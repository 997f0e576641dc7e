package dev.longhaul.handler;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Makes the JSON Schema (2020-12) of a record of parameters.
 *
 * <p>A component is required if it is {@code @NotNull}, {@code @NotBlank} or {@code @NotEmpty}, or primitive; not if it
 * says {@code @JsonProperty(defaultValue = …)}: that value is bound where the member is absent or null. The name of
 * {@code @JsonProperty} is the member's, {@code @JsonPropertyDescription} documents it. Nothing else than the declared
 * members is allowed.
 *
 * <p>Written here, for the few kinds of component that parameters are made of, because the generators that exist
 * reflect on far more than the record, which is what breaks native images.
 */
final class RecordSchema {

    private static final Set<Class<?>> INTEGERS =
            Set.of(
                    int.class,
                    Integer.class,
                    long.class,
                    Long.class,
                    short.class,
                    Short.class,
                    BigInteger.class);
    private static final Set<Class<?>> NUMBERS =
            Set.of(double.class, Double.class, float.class, Float.class, BigDecimal.class);
    private static final Map<Class<?>, String> FORMATS =
            Map.of(
                    UUID.class, "uuid",
                    URI.class, "uri",
                    Instant.class, "date-time",
                    OffsetDateTime.class, "date-time",
                    LocalDate.class, "date",
                    Duration.class, "duration");

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ObjectMapper json;

    /** What the author says of patterns. */
    private final Map<String, String> patterns = new HashMap<>();

    /** The records that are being described, the outermost first. */
    private final Deque<Class<?>> open = new ArrayDeque<>();

    RecordSchema(ObjectMapper json) {
        this.json = json;
    }

    /**
     * The schema of a record.
     *
     * @throws IllegalArgumentException if a component is of a kind that has no JSON form here
     */
    ObjectNode of(Class<?> record) {
        ObjectNode schema = NODES.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.setAll(object(record));
        return schema;
    }

    /** What patterns mean, in the author's words, by the patterns as the schemas have them. */
    Map<String, String> patterns() {
        return Map.copyOf(patterns);
    }

    /** The format of a type that is written as a string of that format. */
    static Optional<String> formatOf(Class<?> type) {
        return Optional.ofNullable(FORMATS.get(type));
    }

    private ObjectNode object(Class<?> record) {
        if (open.contains(record)) {
            throw new IllegalArgumentException(
                    record.getName()
                            + " contains itself, and its JSON Schema would have no end; use a JsonNode inside");
        }
        open.addLast(record);
        ObjectNode schema = membersOf(record);
        open.removeLast();
        return schema;
    }

    private ObjectNode membersOf(Class<?> record) {
        ObjectNode schema = NODES.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = NODES.arrayNode();
        for (RecordComponent component : record.getRecordComponents()) {
            String name = name(component);
            properties.set(name, member(component));
            if (isRequired(component)) {
                required.add(name);
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema.put("additionalProperties", false);
    }

    private ObjectNode member(RecordComponent component) {
        ObjectNode schema = type(component.getGenericType());
        // Constraints have no target of their own on components; the compiler copies them to the
        // accessor.
        AnnotatedElement annotated = component.getAccessor();
        constrain(schema, annotated);
        var description = annotated.getAnnotation(JsonPropertyDescription.class);
        if (description != null) {
            schema.put("description", description.value());
        }
        defaultOf(component).ifPresent(value -> schema.set("default", value));
        return schema;
    }

    static String name(RecordComponent component) {
        var property = component.getAccessor().getAnnotation(JsonProperty.class);
        return property == null || property.value().isEmpty()
                ? component.getName()
                : property.value();
    }

    private boolean isRequired(RecordComponent component) {
        AnnotatedElement annotated = component.getAccessor();
        return annotated.isAnnotationPresent(NotNull.class)
                || annotated.isAnnotationPresent(NotBlank.class)
                || annotated.isAnnotationPresent(NotEmpty.class)
                || (component.getType().isPrimitive() && defaultOf(component).isEmpty());
    }

    private Optional<JsonNode> defaultOf(RecordComponent component) {
        var property = component.getAccessor().getAnnotation(JsonProperty.class);
        if (property == null || property.defaultValue().isEmpty()) {
            return Optional.empty();
        }
        Class<?> type = component.getType();
        boolean text = type == String.class || type.isEnum() || FORMATS.containsKey(type);
        try {
            String value = property.defaultValue();
            return Optional.of(text ? NODES.textNode(value) : json.readTree(value));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "the default of " + component.getName() + " is not JSON", e);
        }
    }

    private ObjectNode type(Type type) {
        if (type instanceof ParameterizedType generic) {
            return container(generic);
        }
        if (!(type instanceof Class<?> plain)) {
            throw new IllegalArgumentException(type + " has no JSON Schema here");
        }
        ObjectNode schema = NODES.objectNode();
        if (INTEGERS.contains(plain)) {
            return range(schema.put("type", "integer"), plain);
        } else if (NUMBERS.contains(plain)) {
            return schema.put("type", "number");
        } else if (plain == boolean.class || plain == Boolean.class) {
            return schema.put("type", "boolean");
        } else if (plain == String.class) {
            return schema.put("type", "string");
        } else if (FORMATS.containsKey(plain)) {
            return schema.put("type", "string").put("format", FORMATS.get(plain));
        } else if (plain.isEnum()) {
            ArrayNode words = schema.put("type", "string").putArray("enum");
            for (Object constant : plain.getEnumConstants()) {
                words.add(json.valueToTree(constant).asText());
            }
            return schema;
        } else if (JsonNode.class.isAssignableFrom(plain)) {
            return schema;
        } else if (plain == FileRef.class) {
            return FileReferences.mark(object(plain));
        } else if (plain == InputRef.class) {
            return FileReferences.markEither(object(plain));
        } else if (plain.isRecord()) {
            return object(plain);
        }
        throw new IllegalArgumentException(
                plain.getName()
                        + " has no JSON Schema here; use a record, a string, a number, a boolean, an enum, a"
                        + " list, a map or one of "
                        + FORMATS.keySet());
    }

    private ObjectNode container(ParameterizedType generic) {
        Class<?> raw = (Class<?>) generic.getRawType();
        Type[] arguments = generic.getActualTypeArguments();
        ObjectNode schema = NODES.objectNode();
        if (raw == Optional.class) {
            return type(arguments[0]);
        } else if (Collection.class.isAssignableFrom(raw)) {
            schema.put("type", "array").set("items", type(arguments[0]));
        } else if (raw == Map.class && arguments[0] == String.class) {
            schema.put("type", "object").set("additionalProperties", type(arguments[1]));
        } else {
            throw new IllegalArgumentException(generic + " has no JSON Schema here");
        }
        return schema;
    }

    /** What does not fit the Java type would fail to bind, so the schema says it first. */
    private static ObjectNode range(ObjectNode schema, Class<?> type) {
        if (type == int.class || type == Integer.class) {
            schema.put("minimum", Integer.MIN_VALUE).put("maximum", Integer.MAX_VALUE);
        } else if (type == short.class || type == Short.class) {
            schema.put("minimum", Short.MIN_VALUE).put("maximum", Short.MAX_VALUE);
        } else if (type == long.class || type == Long.class) {
            schema.put("minimum", Long.MIN_VALUE).put("maximum", Long.MAX_VALUE);
        }
        return schema;
    }

    private void constrain(ObjectNode schema, AnnotatedElement annotated) {
        for (var annotation : annotated.getAnnotations()) {
            switch (annotation) {
                case Min min -> schema.put("minimum", min.value());
                case Max max -> schema.put("maximum", max.value());
                case Positive _ -> schema.put("exclusiveMinimum", 0).remove("minimum");
                case PositiveOrZero _ -> schema.put("minimum", 0);
                case Pattern pattern -> pattern(schema, pattern);
                case Email _ -> schema.put("format", "email");
                // With a pattern of its own beside it, Bean Validation sees to what is blank.
                case NotBlank _ when !annotated.isAnnotationPresent(Pattern.class) ->
                        schema.put("pattern", "\\S");
                case NotEmpty _ ->
                        schema.put(
                                schema.path("type").asText().equals("array")
                                        ? "minItems"
                                        : "minLength",
                                1);
                case Size size -> size(schema, size);
                default -> {
                    // Not a constraint, or one that a schema cannot say: Bean Validation sees to
                    // it.
                }
            }
        }
    }

    private void pattern(ObjectNode schema, Pattern pattern) {
        String whole = "^(?:" + pattern.regexp() + ")$";
        schema.put("pattern", whole);
        // In braces stands the name of a message of the library's.
        if (!pattern.message().startsWith("{")) {
            patterns.put(whole, pattern.message());
        }
    }

    private static void size(ObjectNode schema, Size size) {
        String noun =
                switch (schema.path("type").asText()) {
                    case "array" -> "Items";
                    case "object" -> "Properties";
                    default -> "Length";
                };
        if (size.min() > 0) {
            schema.put("min" + noun, size.min());
        }
        if (size.max() < Integer.MAX_VALUE) {
            schema.put("max" + noun, size.max());
        }
    }
}
