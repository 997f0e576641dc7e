package dev.longhaul.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The examples in openapi.yaml are what they are examples of. */
class ExamplesTest {

    private static final Document DOCUMENT = Document.read(Path.of("openapi.yaml"));

    private final BodyCheck bodies = new BodyCheck(DOCUMENT, new ClosedSchemas(DOCUMENT));

    private static List<Map.Entry<String, JsonNode>> operations() {
        List<Map.Entry<String, JsonNode>> operations = new ArrayList<>();
        DOCUMENT.root()
                .path("paths")
                .forEach(path ->
                        path.forEach(operation -> {
                            if (operation.has("operationId")) {
                                operations.add(
                                        Map.entry(
                                                operation.path("operationId").asText(), operation));
                            }
                        }));
        return operations;
    }

    private void check(String name, JsonNode content) {
        content.properties()
                .forEach(form ->
                        form.getValue()
                                .path("examples")
                                .forEach(example -> {
                                    JsonNode value = DOCUMENT.resolved(example).path("value");
                                    assertThat(
                                                    bodies.violations(
                                                            value.isTextual()
                                                                    ? value.asText()
                                                                    : value.toString(),
                                                            form.getKey(),
                                                            form.getValue(),
                                                            value.path("status").asInt()))
                                            .as(name + " " + example)
                                            .isEmpty();
                                }));
    }

    @Test
    void eachIsOfTheSchemaThatItStandsBeside() {
        for (var operation : operations()) {
            check(operation.getKey(), operation.getValue().path("requestBody").path("content"));
            operation
                    .getValue()
                    .path("responses")
                    .forEach(response ->
                            check(operation.getKey(), DOCUMENT.resolved(response).path("content")));
        }
    }

    @Test
    void everyAnswerWithJsonHasOne() {
        var without = new TreeSet<String>();
        for (var operation : operations()) {
            operation
                    .getValue()
                    .path("responses")
                    .properties()
                    .forEach(response -> {
                        JsonNode content = DOCUMENT.resolved(response.getValue()).path("content");
                        content.properties().stream()
                                .filter(form -> form.getKey().endsWith("json"))
                                .filter(form -> form.getValue().path("examples").isEmpty())
                                .forEach(form ->
                                        without.add(operation.getKey() + " " + response.getKey()));
                    });
        }
        assertThat(without).as("see src/main/resources/openapi/examples.json").isEmpty();
    }
}
