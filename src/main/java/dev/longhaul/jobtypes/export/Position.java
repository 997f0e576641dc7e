package dev.longhaul.jobtypes.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longhaul.source.Column;
import dev.longhaul.source.Dataset;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * How far an export has come.
 *
 * @param rows how many are written, at least one
 * @param key of the last of them
 * @param dataset a digest of the dataset: the file of another one cannot be gone on with
 * @param columns a digest of the columns, likewise
 * @param snapshots as of when the rows were read
 */
record Position(long rows, String key, String dataset, String columns, List<Instant> snapshots) {

    Position(
            long rows, String key, Dataset dataset, List<Column> columns, List<Instant> snapshots) {
        this(rows, key, digest(dataset), digest(columns.toString()), snapshots);
    }

    static Position of(JsonNode state) {
        return new Position(
                state.path("rows").asLong(),
                state.path("key").asText(),
                state.path("dataset").asText(),
                state.path("columns").asText(),
                state.path("snapshots")
                        .valueStream()
                        .map(moment -> Instant.parse(moment.asText()))
                        .toList());
    }

    JsonNode state() {
        ObjectNode state =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("rows", rows)
                        .put("key", key)
                        .put("dataset", dataset)
                        .put("columns", columns);
        ArrayNode moments = state.putArray("snapshots");
        snapshots.forEach(moment -> moments.add(moment.toString()));
        return state;
    }

    boolean isOf(Dataset other) {
        return dataset.equals(digest(other));
    }

    boolean has(List<Column> others) {
        return columns.equals(digest(others.toString()));
    }

    private static String digest(Dataset dataset) {
        return digest(
                String.join(
                        "\n",
                        dataset.source(),
                        dataset.sql().text(),
                        dataset.parameters().toString(),
                        dataset.rows(),
                        dataset.key().orElse("")));
    }

    private static String digest(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(UTF_8)).toString();
    }
}
