package dev.longhaul.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.longhaul.handler.JobCatalog;
import dev.longhaul.handler.JobDefinition;
import dev.longhaul.intake.Intake;
import dev.longhaul.queue.Queues;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What kinds of jobs there are and what each takes. */
@Path("/job-types")
@Tag(name = "Job types")
public class JobTypesResource {

    /** All types. */
    @RegisterForReflection
    @Schema(name = "JobTypes", description = "All job types, in the order of their names.")
    record JobTypesRepresentation(List<JobTypeRepresentation> jobTypes) {}

    /** One type. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @Schema(name = "JobType", description = "What a job of this type does and takes.")
    record JobTypeRepresentation(
            String name,
            String description,
            @Schema(
                            description = "JSON Schema (2020-12) of the parameters.",
                            type = SchemaType.OBJECT,
                            implementation = Object.class)
                    JsonNode parameters,
            @Schema(description = "Where its jobs wait, where the caller does not say.")
                    String queue,
            @Schema(
                            description = "Parameters that work.",
                            type = SchemaType.OBJECT,
                            nullable = true,
                            implementation = Object.class)
                    Optional<JsonNode> example,
            Defaults defaults,
            @Schema(format = "uri") String href) {}

    /** What holds where the caller says nothing. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @Schema(name = "JobTypeDefaults", description = "What holds where the caller says nothing.")
    record Defaults(
            int maxAttempts,
            int priority,
            @Schema(description = "How long one attempt may take; as long as it likes if absent.")
                    Optional<Duration> timeout) {}

    private final JobCatalog catalog;

    private final UriInfo uri;

    JobTypesResource(JobCatalog catalog, UriInfo uri) {
        this.catalog = catalog;
        this.uri = uri;
    }

    /** All types, in the order of their names. */
    @GET
    @Operation(
            operationId = "listJobTypes",
            summary = "List the job types",
            description = "Each with the JSON Schema of its parameters and an example that works.")
    @APIResponse(
            responseCode = "200",
            description = "All of them.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = JobTypesRepresentation.class)))
    public Response list() {
        Urls urls = Urls.of(uri);
        var types = catalog.all().stream().map(type -> representation(type, urls)).toList();
        return Response.ok(new JobTypesRepresentation(types), MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .build();
    }

    /** One type. */
    @GET
    @Path("/{type}")
    @Operation(
            operationId = "getJobType",
            summary = "Describe a job type",
            description =
                    "The JSON Schema of the parameters is the one that requests are checked against.")
    @APIResponse(
            responseCode = "200",
            description = "What jobs of this type do and take.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = JobTypeRepresentation.class)))
    @APIResponse(responseCode = "404", description = "no-such-job-type")
    public Response get(@PathParam("type") String name) {
        Urls urls = Urls.of(uri);
        return catalog.find(name)
                .map(type ->
                        Response.ok(representation(type, urls), MediaType.APPLICATION_JSON_TYPE)
                                .header(HttpHeaders.CACHE_CONTROL, "no-cache"))
                .orElseGet(() ->
                        Problems.of(
                                ProblemType.NO_SUCH_JOB_TYPE,
                                urls,
                                "There is no job type '" + name + "'; see /job-types."))
                .build();
    }

    private static JobTypeRepresentation representation(JobDefinition<?> definition, Urls urls) {
        var type = definition.type();
        return new JobTypeRepresentation(
                type.name(),
                type.description(),
                definition.schema(),
                type.queue().orElse(Queues.DEFAULT),
                definition.example(),
                new Defaults(type.maxAttempts(), Intake.USUAL_PRIORITY, type.timeout()),
                urls.jobType(type.name()));
    }
}
