package dev.longhaul.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** An OpenAPI document, as a tree that knows its paths and references. */
record Document(JsonNode root) {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    static Document read(Path file) {
        try {
            return new Document(new ObjectMapper(new YAMLFactory()).readTree(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the document has at that path: of several templates the one with the fewest variables. */
    Optional<JsonNode> pathItem(String path) {
        String plain =
                path.length() > 1 && path.endsWith("/")
                        ? path.substring(0, path.length() - 1)
                        : path;
        return root.path("paths").properties().stream()
                .filter(item -> matches(item.getKey(), plain))
                .min(
                        Comparator.comparing(
                                item -> item.getKey().chars().filter(c -> c == '{').count()))
                .map(Map.Entry::getValue);
    }

    private static boolean matches(String template, String path) {
        String[] expected = template.split("/", -1);
        String[] found = path.split("/", -1);
        if (expected.length != found.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            boolean variable = expected[i].startsWith("{") && !found[i].isEmpty();
            if (!variable && !expected[i].equals(found[i])) {
                return false;
            }
        }
        return true;
    }

    /** The methods of a path, {@code HEAD} with {@code GET}. */
    static Set<String> methods(JsonNode pathItem) {
        Set<String> methods = new TreeSet<>();
        pathItem.properties().stream()
                .map(Map.Entry::getKey)
                .filter(METHODS::contains)
                .forEach(name -> methods.add(name.toUpperCase(Locale.ROOT)));
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return methods;
    }

    /** What the document says of a method; of {@code HEAD} it says what it says of {@code GET}. */
    static JsonNode operation(JsonNode pathItem, String method) {
        return pathItem.path(method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT));
    }

    /** The node, or what it refers to. */
    JsonNode resolved(JsonNode node) {
        JsonNode reference = node.path("$ref");
        return reference.isTextual() ? root.at(reference.asText().substring(1)) : node;
    }

    ObjectNode components() {
        return (ObjectNode) root.path("components");
    }
}
