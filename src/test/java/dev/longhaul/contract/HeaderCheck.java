package dev.longhaul.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Whether an answer has the headers that the document requires, as it describes them, and no others. */
final class HeaderCheck {

    /** Headers that the document need not name, each with the reason. */
    private static final Map<String, String> NOT_OF_THE_CONTRACT =
            caseless(
                    Map.ofEntries(
                            Map.entry("Content-Type", "OpenAPI says it with the media types"),
                            Map.entry("Content-Length", "framing (RFC 9112)"),
                            Map.entry("Transfer-Encoding", "framing (RFC 9112)"),
                            Map.entry("Connection", "of the connection, not of the answer"),
                            Map.entry("Keep-Alive", "of the connection, not of the answer"),
                            Map.entry("Date", "any server may add it"),
                            Map.entry(":status", "HTTP/2 has the status here"),
                            Map.entry("X-Accel-Buffering", "read by proxies, not by callers"),
                            Map.entry("X-Content-Type-Options", "read by browsers alone")));

    private final Document document;
    private final ClosedSchemas schemas;

    HeaderCheck(Document document, ClosedSchemas schemas) {
        this.document = document;
        this.schemas = schemas;
    }

    private static Map<String, String> caseless(Map<String, String> headers) {
        Map<String, String> caseless = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        caseless.putAll(headers);
        return caseless;
    }

    List<String> violations(Exchange exchange, JsonNode response) {
        Map<String, JsonNode> described = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        response.path("headers")
                .properties()
                .forEach(header ->
                        described.put(header.getKey(), document.resolved(header.getValue())));
        List<String> violations = new ArrayList<>();
        described.forEach((name, header) -> violations.addAll(wrong(exchange, name, header)));
        undescribed(exchange, described.keySet())
                .forEach(name -> violations.add("the header " + name + " is not described"));
        return violations;
    }

    private static List<String> undescribed(Exchange exchange, Set<String> described) {
        return exchange.headers().keySet().stream()
                .filter(name -> !described.contains(name) && !NOT_OF_THE_CONTRACT.containsKey(name))
                .toList();
    }

    private List<String> wrong(Exchange exchange, String name, JsonNode header) {
        if (exchange.header(name).isEmpty()) {
            return header.path("required").asBoolean()
                    ? List.of("the header " + name + " is missing")
                    : List.of();
        }
        JsonNode schema = header.path("schema");
        String text = exchange.header(name).orElseThrow();
        JsonNode value =
                schema.path("type").asText().equals("integer") && text.matches("-?\\d{1,18}")
                        ? JsonNodeFactory.instance.numberNode(Long.parseLong(text))
                        : JsonNodeFactory.instance.textNode(text);
        return schemas.violations(value, schema).stream()
                .map(message -> "the header " + name + " is '" + text + "': " + message)
                .toList();
    }
}
