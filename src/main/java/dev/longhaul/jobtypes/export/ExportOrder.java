package dev.longhaul.jobtypes.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longhaul.handler.PermanentFailure;
import dev.longhaul.job.Failure;
import dev.longhaul.source.Dataset;
import dev.longhaul.source.DatasetParameter;
import java.util.HashMap;
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
        if (!format.continuable()) {
            return Optional.of("A file of the format " + format.word() + " cannot be continued");
        }
        return compression.continuable()
                ? Optional.empty()
                : Optional.of("A file in " + compression.word() + " cannot be continued");
    }

    /** What the query is given. */
    Map<String, Object> arguments() throws PermanentFailure {
        var arguments = new HashMap<String, Object>();
        for (DatasetParameter parameter : dataset.parameters()) {
            Optional<String> text =
                    given(parameter).map(JsonNode::asText).or(parameter::defaultValue);
            try {
                text.ifPresent(
                        present -> arguments.put(parameter.name(), parameter.type().read(present)));
            } catch (IllegalArgumentException e) {
                throw new PermanentFailure(
                        Failure.of(
                                "argument-invalid",
                                422,
                                "The argument '" + parameter.name() + "': " + e.getMessage()),
                        e);
            }
        }
        return arguments;
    }

    private Optional<JsonNode> given(DatasetParameter parameter) {
        return Optional.ofNullable(given.get(parameter.name())).filter(value -> !value.isNull());
    }

    /** The same for readers: every parameter with what it was. */
    ObjectNode describedArguments() {
        ObjectNode described = JsonNodeFactory.instance.objectNode();
        for (DatasetParameter parameter : dataset.parameters()) {
            described.set(
                    parameter.name(),
                    given(parameter)
                            .or(() ->
                                    parameter
                                            .defaultValue()
                                            .map(text ->
                                                    DatasetSchemas.json(parameter.type(), text)))
                            .orElse(JsonNodeFactory.instance.nullNode()));
        }
        return described;
    }
}
