package dev.longhaul.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.jspecify.annotations.Nullable;

/** What a service really was sent and answered, as the examples in openapi.yaml. Read while the application is built. */
record ApiExamples(Map<String, Example> byName) {

    /** In {@code src/main/resources}: each example with the requests and answers that it is one of. */
    private static final String FILE = "/openapi/examples.json";

    /**
     * An example.
     *
     * @param of operations, each with {@code request} or a status, such as {@code submitJob 202}
     */
    record Example(String summary, List<String> of, JsonNode value) {}

    static ApiExamples read() {
        var json = new ObjectMapper();
        try (InputStream file = ApiExamples.class.getResourceAsStream(FILE)) {
            var type =
                    json.getTypeFactory()
                            .constructMapType(LinkedHashMap.class, String.class, Example.class);
            return new ApiExamples(json.readValue(file, type));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void define(Components components) {
        var json = new ObjectMapper();
        byName.forEach((name, example) ->
                components.addExample(
                        name,
                        OASFactory.createExample()
                                .summary(example.summary())
                                .value(json.convertValue(example.value(), Object.class))));
    }

    void refer(Operation operation) {
        Optional.ofNullable(operation.getRequestBody())
                .ifPresent(
                        body -> refer(operation.getOperationId() + " request", body.getContent()));
        operation
                .getResponses()
                .getAPIResponses()
                .forEach((status, response) ->
                        refer(operation.getOperationId() + " " + status, response.getContent()));
    }

    private void refer(String exchange, @Nullable Content content) {
        if (content != null) {
            // The first of several forms is the one that programs use.
            content.getMediaTypes().values().stream()
                    .findFirst()
                    .ifPresent(form -> refer(exchange, form));
        }
    }

    private void refer(String exchange, MediaType form) {
        byName.forEach((name, example) -> {
            if (example.of().contains(exchange)) {
                form.addExample(name, OASFactory.createExample().ref(name));
            }
        });
    }
}
