package dev.longhaul.jobtypes.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longhaul.source.Arguments;
import dev.longhaul.source.Datasets;

/** Says in JSON Schema which datasets there are and which arguments each takes, so that wrong ones are refused at once. */
final class DatasetSchemas {

    private DatasetSchemas() {}

    /** Adds that to the schema of the export's parameters. */
    static ObjectNode refine(ObjectNode schema, Datasets datasets) {
        ((ObjectNode) schema.get("properties").get("dataset")).putArray("enum");
        datasets.all()
                .forEach(dataset ->
                        Arguments.describe(
                                schema,
                                "dataset",
                                dataset.name(),
                                Arguments.schema(dataset.description(), dataset.parameters())));
        return schema;
    }
}
