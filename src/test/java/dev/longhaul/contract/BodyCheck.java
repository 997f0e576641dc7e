package dev.longhaul.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether the body of an answer is of a media type that the document has, and of its schema. */
final class BodyCheck {

    private static final String PROBLEM = "application/problem+json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Document document;
    private final ClosedSchemas schemas;

    BodyCheck(Document document, ClosedSchemas schemas) {
        this.document = document;
        this.schemas = schemas;
    }

    List<String> violations(Exchange exchange, JsonNode response) {
        JsonNode content = response.path("content");
        boolean empty =
                exchange.isBodiless() || exchange.body().stream().allMatch(b -> b.length == 0);
        if (content.isEmpty()) {
            return empty ? List.of() : List.of("there is a body, and none is described");
        }
        if (exchange.mediaType().isEmpty()) {
            return exchange.isBodiless() ? List.of() : List.of("there is no Content-Type");
        }
        String mediaType = exchange.mediaType().orElseThrow();
        Optional<JsonNode> described = described(content, mediaType);
        if (described.isEmpty()) {
            return List.of("the media type " + mediaType + " is not described");
        }
        return exchange.isBodiless() || exchange.body().isEmpty()
                ? List.of()
                : violations(
                        new String(exchange.body().get(), UTF_8),
                        mediaType,
                        described.get(),
                        exchange.status());
    }

    private static Optional<JsonNode> described(JsonNode content, String mediaType) {
        String anyOfType = mediaType.substring(0, mediaType.indexOf('/')) + "/*";
        return Stream.of(mediaType, anyOfType, "*/*")
                .filter(content::has)
                .findFirst()
                .map(content::path);
    }

    List<String> violations(String body, String mediaType, JsonNode described, int status) {
        JsonNode schema = described.path("schema");
        return switch (mediaType) {
            case "text/event-stream" -> each(eventData(body), schema);
            case "application/x-ndjson" -> isBytes(schema) ? List.of() : each(body.lines(), schema);
            case PROBLEM -> {
                List<String> violations = new ArrayList<>(schemas.violations(body, schema));
                violations.addAll(unexpectedProblem(body, described, status));
                yield violations;
            }
            default -> isJson(schema, mediaType) ? schemas.violations(body, schema) : List.of();
        };
    }

    private static boolean isJson(JsonNode schema, String mediaType) {
        return mediaType.endsWith("json") && !isBytes(schema);
    }

    /** Whatever a handler wrote or a caller brought. */
    private static boolean isBytes(JsonNode schema) {
        return schema.path("format").asText().equals("binary");
    }

    /** OpenAPI 3.1 has no word for the items of a stream: contentSchema is what each of them is. */
    private List<String> each(Stream<String> items, JsonNode schema) {
        JsonNode item = document.resolved(schema).path("contentSchema");
        return item.isMissingNode()
                ? List.of("the items of the stream have no contentSchema")
                : items.flatMap(text -> schemas.violations(text, item).stream()).toList();
    }

    private static Stream<String> eventData(String stream) {
        return stream.lines()
                .filter(line -> line.startsWith("data:"))
                .map(line -> line.substring("data:".length()));
    }

    /** The examples of an answer with a problem are those problems that it may have. */
    private static List<String> unexpectedProblem(String body, JsonNode described, int status) {
        JsonNode problem = parsed(body);
        List<String> codes =
                described.path("examples").properties().stream().map(Map.Entry::getKey).toList();
        List<String> violations = new ArrayList<>();
        if (!codes.contains(problem.path("code").asText())) {
            violations.add("the problem is none of " + codes);
        }
        if (problem.path("status").asInt() != status) {
            violations.add("the status in the problem is not that of the answer");
        }
        return violations;
    }

    private static JsonNode parsed(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            return JSON.createObjectNode();
        }
    }
}
