package dev.longhaul.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.longhaul.handler.RequestSchema;
import dev.longhaul.handler.Violation;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Checks and reads the members of {@code POST /jobs} that all types share. */
@Singleton
class SubmissionReader {

    private final RequestSchema schema;
    private final InstantSource clock;

    SubmissionReader(RequestSchema schema, InstantSource clock) {
        this.schema = schema;
        this.clock = clock;
    }

    /** All that is wrong with the request, apart from its parameters. */
    List<Violation> check(JsonNode request) {
        List<Violation> violations = new ArrayList<>(schema.check(request));
        if (present(request, "runAt") && present(request, "delay")) {
            violations.add(
                    new Violation(
                            "/delay", "must not be given together with runAt; use one of them"));
        }
        return violations;
    }

    /** Reads a request in which {@link #check} found nothing wrong. */
    Submission read(JsonNode request) {
        return new Submission(
                request.path("type").asText(),
                present(request, "parameters")
                        ? request.get("parameters")
                        : JsonNodeFactory.instance.objectNode(),
                member(request, "description").map(JsonNode::asText),
                member(request, "labels"),
                member(request, "maxAttempts")
                        .map(node -> OptionalInt.of(node.asInt()))
                        .orElse(OptionalInt.empty()),
                member(request, "runAt")
                        .map(node -> OffsetDateTime.parse(node.asText()).toInstant())
                        .or(() ->
                                member(request, "delay")
                                        .map(node ->
                                                clock.instant()
                                                        .plus(Duration.parse(node.asText())))));
    }

    private static Optional<JsonNode> member(JsonNode request, String name) {
        return present(request, name) ? Optional.of(request.get(name)) : Optional.empty();
    }

    private static boolean present(JsonNode request, String name) {
        return request.hasNonNull(name);
    }
}
