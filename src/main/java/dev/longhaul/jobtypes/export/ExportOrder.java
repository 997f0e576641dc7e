package dev.longhaul.jobtypes.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longhaul.handler.PermanentFailure;
import dev.longhaul.job.Failure;
import dev.longhaul.source.Arguments;
import dev.longhaul.source.Dataset;
import dev.longhaul.source.DatasetParameter;
import java.util.Map;
import java.util.Optional;

/**
 * What a caller wants to have.
 *
 * @param given the arguments by the names of the dataset's parameters; those that are missing have their defaults
 */
record ExportOrder(
        Dataset dataset, Map<String, JsonNode> given, Format format, Compression compression) {

    /** The name of the file, before it is packed. */
    String file() {
        return dataset.name() + "." + format.word();
    }

    /** Why an attempt cannot go on where another was interrupted; empty if it can. */
    Optional<String> reasonToStartOver() {
        if (dataset.key().isEmpty()) {
            return Optional.of("The dataset has no key by which its rows could be continued");
        }
        if (!dataset.counted()) {
            return Optional.of(
                    "The rows of the dataset are not counted, so nobody could tell whether one is missing");
        }
        if (!format.continuable()) {
            return Optional.of("A file of the format " + format.word() + " cannot be continued");
        }
        return compression.continuable()
                ? Optional.empty()
                : Optional.of("A file in " + compression.word() + " cannot be continued");
    }

    /** What the query is given. */
    Map<String, Object> arguments() throws PermanentFailure {
        try {
            return Arguments.read(dataset.parameters(), given);
        } catch (IllegalArgumentException e) {
            throw new PermanentFailure(
                    Failure.of("argument-invalid", 422, String.valueOf(e.getMessage())), e);
        }
    }

    /** The same for readers: every parameter with what it was. */
    ObjectNode describedArguments() {
        ObjectNode described = JsonNodeFactory.instance.objectNode();
        Map<String, JsonNode> complete = Arguments.complete(dataset.parameters(), given);
        for (DatasetParameter parameter : dataset.parameters()) {
            described.set(parameter.name(), complete.get(parameter.name()));
        }
        return described;
    }
}
