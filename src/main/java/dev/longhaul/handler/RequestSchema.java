package dev.longhaul.handler;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The JSON Schema of {@code POST /jobs}, apart from the parameters, which each type describes for itself. */
@Singleton
@RegisterForReflection
public class RequestSchema {

    /** The members, in the order of the contract. */
    @Schema(name = "JobRequest", description = "A job to run.")
    public record Request(
            @JsonPropertyDescription("Which job type; see /job-types.") @NotBlank String type,
            @JsonPropertyDescription(
                            "What the type asks for; /job-types/{type} has its JSON Schema.")
                    Map<String, JsonNode> parameters,
            @JsonPropertyDescription("What a person sees.") @Size(max = 500)
                    Optional<String> description,
            @JsonPropertyDescription("Where the job waits; the operator has named the queues.")
                    Optional<String> queue,
            @JsonPropertyDescription("What goes first in its queue: 9 before 0.") @Min(0) @Max(9)
                    Optional<Integer> priority,
            @JsonPropertyDescription("Words of your own to find the job by.") @Size(max = 50)
                    Map<String, String> labels,
            @JsonPropertyDescription("Not before this time.") Optional<Instant> runAt,
            @JsonPropertyDescription("Not before so long from now.") Optional<Duration> delay,
            @JsonPropertyDescription("How long one attempt may take.") Optional<Duration> timeout,
            @JsonPropertyDescription("How many failed attempts end the job.") @Min(1) @Max(100)
                    Optional<Integer> maxAttempts,
            @JsonPropertyDescription(
                            "How long the job and its result are kept once it has finished.")
                    Optional<Duration> retention,
            @JsonPropertyDescription(
                            "At most one unfinished job of this type has it; a second is refused.")
                    @Size(min = 1, max = 200)
                    Optional<String> uniqueKey) {}

    private final ObjectNode schema;
    private final SchemaCheck check;

    RequestSchema(ObjectMapper json) {
        this.schema = new RecordSchema(json).of(Request.class);
        this.check = new SchemaCheck(schema);
    }

    /** All that is wrong with a request; the parameters are only looked at for being an object. */
    public List<Violation> check(JsonNode request) {
        return check.check(request, "");
    }

    /** The schema; a copy. */
    public JsonNode schema() {
        return schema.deepCopy();
    }
}
