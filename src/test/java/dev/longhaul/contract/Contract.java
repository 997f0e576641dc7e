package dev.longhaul.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * openapi.yaml as a judge of answers: the path and its method are there or are refused as the contract refuses, the
 * status, the headers and the media type are described, and the body is of its schema.
 */
public final class Contract {

    /** What openapi.yaml does not speak of, by the beginning of the path, each with the reason. */
    private static final Map<String, String> EXEMPT =
            Map.of(
                    "/q/",
                    "health, metrics and the document itself are as the framework serves them");

    private final Document document;
    private final HeaderCheck headers;
    private final BodyCheck bodies;

    Contract(Document document) {
        var schemas = new ClosedSchemas(document);
        this.document = document;
        this.headers = new HeaderCheck(document, schemas);
        this.bodies = new BodyCheck(document, schemas);
    }

    private static final class Published {
        private static final Contract CONTRACT =
                new Contract(Document.read(Path.of("openapi.yaml").toAbsolutePath()));
    }

    /** That of the file in the repository. */
    public static Contract published() {
        return Published.CONTRACT;
    }

    /** Fails, with all that is wrong, if the answer is not as the document says. */
    public void check(Exchange exchange) {
        List<String> violations = violations(exchange);
        if (!violations.isEmpty()) {
            throw new AssertionError(
                    violations.stream()
                            .collect(
                                    Collectors.joining(
                                            "\n  ",
                                            exchange + " is not as openapi.yaml says:\n  ",
                                            exchange.body()
                                                    .map(bytes -> "\n" + beginning(bytes))
                                                    .orElse(""))));
        }
    }

    /** The answer that the JDK's client got, if it is as the document says; else fails. */
    public static <T> HttpResponse<T> checked(HttpResponse<T> answer) {
        published().check(Exchange.of(answer));
        return answer;
    }

    private static String beginning(byte[] body) {
        return new String(body, 0, Math.min(body.length, 2_000), UTF_8);
    }

    List<String> violations(Exchange exchange) {
        if (EXEMPT.keySet().stream().anyMatch(exchange.path()::startsWith)
                || exchange.method().equals("OPTIONS")) {
            return List.of();
        }
        Optional<JsonNode> item = document.pathItem(exchange.path());
        if (item.isEmpty()) {
            return refused(exchange, 404, "not-found");
        }
        JsonNode operation = Document.operation(item.get(), exchange.method());
        if (operation.isMissingNode()) {
            List<String> violations = new ArrayList<>(refused(exchange, 405, "method-not-allowed"));
            violations.addAll(wrongAllow(exchange, Document.methods(item.get())));
            return violations;
        }
        JsonNode response = operation.path("responses").path(String.valueOf(exchange.status()));
        return response.isMissingNode()
                ? List.of("the status " + exchange.status() + " is not described")
                : wrong(exchange, document.resolved(response));
    }

    private List<String> wrong(Exchange exchange, JsonNode response) {
        List<String> violations = new ArrayList<>(headers.violations(exchange, response));
        violations.addAll(bodies.violations(exchange, response));
        return violations;
    }

    /** What the document has no operation for, it cannot describe; the contract says what is answered all the same. */
    private List<String> refused(Exchange exchange, int status, String code) {
        if (exchange.status() != status) {
            return List.of("the document has no such operation, and the status is not " + status);
        }
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        ObjectNode problem = content.putObject("content").putObject("application/problem+json");
        problem.putObject("schema").put("$ref", "#/components/schemas/Problem");
        problem.putObject("examples").putObject(code);
        return bodies.violations(exchange, content);
    }

    private static List<String> wrongAllow(Exchange exchange, Set<String> methods) {
        Set<String> allowed =
                new TreeSet<>(
                        Arrays.asList(exchange.header("Allow").orElse("").split("\\s*,\\s*", -1)));
        return allowed.equals(methods)
                ? List.of()
                : List.of("Allow is " + allowed + ", and the document has " + methods);
    }
}
