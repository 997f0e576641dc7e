package dev.longhaul.handler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds the places where parameters refer to files and to results, by what their schema says. */
final class FileReferences {

    /** Marks, in a schema, the string that names a file. No validator knows it, and all let it pass. */
    private static final String FILE = "file-id";

    /** The same for the string that names a job whose result is wanted. */
    private static final String RESULT = "job-result";

    private FileReferences() {}

    /** Lets the schema of a {@link FileRef} be known as such. */
    static ObjectNode mark(ObjectNode schema) {
        schema.withObject("/properties/file").put("minLength", 1).put("format", FILE);
        return schema;
    }

    /** Lets the schema of an {@link InputRef} be known as such. */
    static ObjectNode markEither(ObjectNode schema) {
        schema.withObject("/properties/job").put("minLength", 1).put("format", RESULT);
        return mark(schema).put("minProperties", 1).put("maxProperties", 1);
    }

    /** The pointers, in a value that fits the schema, of all objects whose {@code file} names one. */
    static List<String> toFiles(JsonNode value, JsonNode schema) {
        List<String> found = new ArrayList<>();
        visit(value, schema, "", new Kind("file", FILE), found);
        return found;
    }

    /** The pointers, in a value that fits the schema, of all objects whose {@code job} names one. */
    static List<String> toResults(JsonNode value, JsonNode schema) {
        List<String> found = new ArrayList<>();
        visit(value, schema, "", new Kind("job", RESULT), found);
        return found;
    }

    /** By which member something is referred to, and how the schema marks that. */
    private record Kind(String member, String format) {

        boolean isIn(JsonNode value, JsonNode schema) {
            return value.hasNonNull(member)
                    && schema.path("properties")
                            .path(member)
                            .path("format")
                            .asText()
                            .equals(format);
        }
    }

    private static void visit(
            JsonNode value, JsonNode schema, String pointer, Kind kind, List<String> found) {
        if (kind.isIn(value, schema)) {
            found.add(pointer);
        } else if (value.isObject()) {
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                JsonNode declared = schema.path("properties").path(member.getKey());
                visit(
                        member.getValue(),
                        declared.isMissingNode() ? schema.path("additionalProperties") : declared,
                        pointer + Pointers.step(member.getKey()),
                        kind,
                        found);
            }
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                visit(value.get(i), schema.path("items"), pointer + "/" + i, kind, found);
            }
        }
    }
}
