package dev.longhaul.handler;

import com.fasterxml.jackson.annotation.JsonProperty;
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
                    Optional<String> uniqueKey,
            @JsonPropertyDescription("Who is told when the job ends, and how.")
                    @JsonProperty("notify")
                    Optional<Notify> wishes) {}

    /** How somebody is told that the job has ended. */
    @Schema(name = "Notify", description = "An email, a webhook, or both.")
    public record Notify(
            @JsonPropertyDescription("Who gets a mail: ada@example.org or Ada <ada@example.org>.")
                    @Size(min = 1, max = 20)
                    Optional<List<String>> email,
            @JsonPropertyDescription(
                            "Whether the result goes along, if it is not too large for a mail; else there is a link.")
                    Optional<Boolean> attach,
            @JsonPropertyDescription("A request to an address of yours.")
                    Optional<Webhook> webhook) {}

    /** A webhook. */
    @Schema(name = "WebhookTarget")
    public record Webhook(
            @JsonPropertyDescription(
                            "Where the job is posted to (Standard Webhooks); on the public internet, unless the operator"
                                    + " allows others.")
                    @NotBlank
                    @Size(max = 2000)
                    String url,
            @JsonPropertyDescription("Which ends are told; all where none is named.")
                    Optional<List<End>> events) {}

    /** How a job ends. */
    @Schema(name = "JobEnd")
    public enum End {
        /** It has done what it was to do. */
        @JsonProperty("succeeded")
        SUCCEEDED,
        /** It has not. */
        @JsonProperty("failed")
        FAILED,
        /** Somebody did not want it any more. */
        @JsonProperty("canceled")
        CANCELED
    }

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
