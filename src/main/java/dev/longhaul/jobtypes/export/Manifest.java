package dev.longhaul.jobtypes.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longhaul.source.Column;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * What a complete export consists of.
 *
 * @param expected how many rows the source had counted before it gave them
 * @param snapshots as of when they were read: one moment, or one for each attempt that wrote some
 */
record Manifest(
        ExportOrder order,
        List<Column> columns,
        long rows,
        OptionalLong expected,
        List<Instant> snapshots) {

    /** What does not depend on how the file is packed. */
    ObjectNode json() {
        ObjectNode manifest = JsonNodeFactory.instance.objectNode().put("complete", true);
        manifest.put("rows", rows);
        expected.ifPresent(count -> manifest.put("expectedRows", count));
        manifest.put("dataset", order.dataset().name());
        manifest.set("arguments", order.describedArguments());
        manifest.put("format", order.format().word());
        ArrayNode moments = manifest.putArray("snapshots");
        snapshots.forEach(moment -> moments.add(moment.toString()));
        ArrayNode described = manifest.putArray("columns");
        columns.forEach(column -> described.add(describe(column)));
        return manifest;
    }

    private static JsonNode describe(Column column) {
        ObjectNode described =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("name", column.name())
                        .put("type", word(column.kind()));
        if (column.kind() == Column.Kind.DECIMAL && column.precision() > 0) {
            described.put("precision", column.precision()).put("scale", column.scale());
        }
        return described;
    }

    /** What a kind of columns is called. */
    static String word(Column.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** The same and what the file is, as it lies beside it. */
    byte[] ofFile(String filename, long size, String sha256) {
        return (json().put("filename", filename)
                                .put("mediaType", order.format().mediaType())
                                .put("size", size)
                                .put("sha256", sha256)
                                .toPrettyString()
                        + "\n")
                .getBytes(UTF_8);
    }
}
