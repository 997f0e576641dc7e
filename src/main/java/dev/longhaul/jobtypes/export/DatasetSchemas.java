package dev.longhaul.jobtypes.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longhaul.source.Arguments;
import dev.longhaul.source.Datasets;

/** Says in JSON Schema which datasets there are and which arguments each takes, so that wrong ones are refused at once. */
final class DatasetSchemas {

    private DatasetSchemas() {}

    /** Adds that to the schema of the export's parameters. */
    static ObjectNode refine(ObjectNode schema, Datasets datasets) {
        ObjectNode dataset = schema.withObject("/properties/dataset");
        dataset.putArray("enum");
        if (datasets.all().isEmpty()) {
            dataset.put(
                    "$comment",
                    "there are no datasets here; the operator describes them in LONGHAUL_DATASETS");
        }
        datasets.all()
                .forEach(each ->
                        Arguments.describe(
                                schema,
                                "dataset",
                                each.name(),
                                Arguments.schema(each.description(), each.parameters())));
        return schema;
    }
}
