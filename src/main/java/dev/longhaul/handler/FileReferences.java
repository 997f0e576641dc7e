package dev.longhaul.handler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds the places where parameters refer to files, by what their schema says. */
final class FileReferences {

    /** Marks, in a schema, the string that names a file. No validator knows it, and all let it pass. */
    private static final String FORMAT = "file-id";

    private FileReferences() {}

    /** Lets the schema of a {@link FileRef} be known as such. */
    static ObjectNode mark(ObjectNode schema) {
        schema.withObject("/properties/file").put("minLength", 1).put("format", FORMAT);
        return schema;
    }

    /** The pointers of all references in a value that fits the schema. */
    static List<String> in(JsonNode value, JsonNode schema) {
        List<String> found = new ArrayList<>();
        visit(value, schema, "", found);
        return found;
    }

    private static void visit(JsonNode value, JsonNode schema, String pointer, List<String> found) {
        if (value.isObject() && schema.at("/properties/file/format").asText().equals(FORMAT)) {
            found.add(pointer);
        } else if (value.isObject()) {
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                JsonNode declared = schema.path("properties").path(member.getKey());
                visit(
                        member.getValue(),
                        declared.isMissingNode() ? schema.path("additionalProperties") : declared,
                        pointer + Pointers.step(member.getKey()),
                        found);
            }
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                visit(value.get(i), schema.path("items"), pointer + "/" + i, found);
            }
        }
    }
}
