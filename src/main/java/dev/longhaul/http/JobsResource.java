package dev.longhaul.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.longhaul.handler.RequestSchema;
import dev.longhaul.intake.Acceptance;
import dev.longhaul.intake.Intake;
import dev.longhaul.job.JobId;
import dev.longhaul.job.JobStatus;
import dev.longhaul.ledger.JobReads;
import dev.longhaul.ledger.JobSnapshot;
import dev.longhaul.security.Owners;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Submitting jobs, watching them, deleting them. */
@Path("/jobs")
@Tag(name = "Jobs")
public class JobsResource {

    private final JobBody body;
    private final Intake intake;
    private final JobReads jobs;
    private final JobAnswers answers;
    private final JobRemoval removal;
    private final JobListing listing;

    private final UriInfo uri;
    private final SecurityContext security;

    JobsResource(
            JobBody body,
            Intake intake,
            JobReads jobs,
            JobAnswers answers,
            JobRemoval removal,
            JobListing listing,
            UriInfo uri,
            SecurityContext security) {
        this.body = body;
        this.intake = intake;
        this.jobs = jobs;
        this.answers = answers;
        this.removal = removal;
        this.listing = listing;
        this.uri = uri;
        this.security = security;
    }

    /** Takes a job: {@code 202} as soon as it is durable. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "submitJob",
            summary = "Submit a job",
            description = "Answers as soon as the job is durable.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RequestSchema.Request.class),
                            examples =
                                    @ExampleObject(
                                            name = "export",
                                            value =
                                                    """
                                                    {"type": "export",
                                                     "parameters": {"dataset": "posts", "arguments": {"userId": 7}, "format": "json"}}\
                                                    """)))
    @APIResponse(
            responseCode = "202",
            description = "The job is accepted and will run.",
            headers = {
                @Header(name = "Location", ref = "Location"),
                @Header(name = "Operation-Location", ref = "OperationLocation"),
                @Header(name = "Link", ref = "StatusLink"),
                @Header(name = "Retry-After", ref = "RetryAfter")
            },
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = JobRepresentation.class)))
    @APIResponse(
            responseCode = "400",
            description = "malformed-json, validation-failed, unknown-job-type or bad-request.")
    @APIResponse(
            responseCode = "409",
            description = "job-already-running",
            headers = {
                @Header(name = "Location", ref = "Location"),
                @Header(name = "Link", ref = "StatusLink")
            })
    @APIResponse(responseCode = "413", description = "too-large")
    @APIResponse(responseCode = "415", description = "unsupported-media-type")
    @APIResponse(responseCode = "422", description = "idempotency-key-reused")
    @APIResponse(
            responseCode = "503",
            description = "database-unavailable",
            headers = @Header(name = "Retry-After", ref = "RetryAfter"))
    public Response submit(
            InputStream content,
            @Parameter(ref = "IdempotencyKey") @HeaderParam(IdempotencyKeyHeader.NAME)
                    @Nullable String idempotencyKey)
            throws MalformedJson, BodyTooLarge, BadHeader, IOException {
        Optional<String> key = IdempotencyKeyHeader.read(idempotencyKey);
        JsonNode request = body.read(content);
        Urls urls = Urls.of(uri);
        return switch (intake.accept(owner(), request, key)) {
            case Acceptance.Accepted(var job) -> answers.accepted(job, urls);
            case Acceptance.AcceptedBefore(JobId id) ->
                    find(id).map(job -> answers.accepted(job, urls))
                            .orElseGet(() -> JobAnswers.noSuchJob(id.toString(), urls));
            case Acceptance.KeyReused(JobId id) ->
                    Problems.of(
                                    ProblemType.IDEMPOTENCY_KEY_REUSED,
                                    urls,
                                    "The key was sent before with another request, which became job "
                                            + id
                                            + ". Use a new key for a new request.")
                            .build();
            case Acceptance.AlreadyRunning(JobId id) -> JobAnswers.alreadyRunning(id, urls);
            case Acceptance.Refused(var violations) ->
                    Problems.of(
                                    ProblemType.VALIDATION_FAILED,
                                    urls,
                                    summary(violations.size()),
                                    violations,
                                    Optional.empty())
                            .build();
            case Acceptance.UnknownType(String type, List<String> known) ->
                    Problems.of(
                                    ProblemType.UNKNOWN_JOB_TYPE,
                                    urls,
                                    "There is no job type '"
                                            + type
                                            + "'. There are: "
                                            + String.join(", ", known)
                                            + ".")
                            .build();
        };
    }

    /** The caller's jobs, the newest first, page by page. */
    @GET
    @Operation(
            operationId = "listJobs",
            summary = "List jobs",
            description =
                    "The caller's jobs, the newest first; all filters have to apply. What arrives meanwhile moves"
                            + " nothing from one page to the next.")
    @Parameter(name = "status", ref = "ListStatus")
    @Parameter(name = "type", ref = "ListType")
    @Parameter(name = "owner", ref = "ListOwner")
    @Parameter(name = "label", ref = "ListLabel")
    @Parameter(name = "q", ref = "ListText")
    @Parameter(name = "createdAfter", ref = "ListCreatedAfter")
    @Parameter(name = "createdBefore", ref = "ListCreatedBefore")
    @Parameter(name = "limit", ref = "ListLimit")
    @Parameter(name = "pageToken", ref = "ListPageToken")
    @APIResponse(
            responseCode = "200",
            description = "A page.",
            headers = @Header(name = "Link", ref = "NextLink"),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = JobListRepresentation.class)))
    @APIResponse(responseCode = "400", description = "validation-failed")
    @APIResponse(
            responseCode = "503",
            description = "database-unavailable",
            headers = @Header(name = "Retry-After", ref = "RetryAfter"))
    public Response list() {
        return listing.list(uri.getQueryParameters(), security.getUserPrincipal(), Urls.of(uri));
    }

    /** For callers that follow redirects: progress, then {@code 303} to the result. */
    @GET
    @Path("/{id}")
    @Operation(
            operationId = "followJob",
            summary = "Follow a job to its result",
            description =
                    "For callers that follow redirects: the job while it runs, then 303 to the result.")
    @APIResponse(
            responseCode = "200",
            description =
                    "The job has not succeeded: it waits or runs (with Retry-After), or it ended without a result.",
            headers = @Header(name = "Retry-After", ref = "RetryAfter"),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = JobRepresentation.class)))
    @APIResponse(
            responseCode = "303",
            description = "The job succeeded.",
            headers = @Header(name = "Location", ref = "Location"))
    @APIResponse(responseCode = "404", description = "no-such-job")
    @APIResponse(responseCode = "410", description = "job-expired")
    public Response follow(@PathParam("id") String id) {
        Urls urls = Urls.of(uri);
        return find(id).map(job ->
                        job.status() == JobStatus.SUCCEEDED
                                ? JobAnswers.seeResult(job, urls)
                                : answers.progress(job, urls))
                .orElseGet(() -> missing(id, urls));
    }

    /** For everybody else: always the job, never a redirect. */
    @GET
    @Path("/{id}/status")
    @Operation(
            operationId = "getJobStatus",
            summary = "Look at a job",
            description = "Never redirects.")
    @APIResponse(
            responseCode = "200",
            description = "The job.",
            headers = {
                @Header(name = "ETag", ref = "ETag"),
                @Header(name = "Retry-After", ref = "RetryAfter")
            },
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = JobRepresentation.class)))
    @APIResponse(
            responseCode = "304",
            description = "Nothing has changed since the tag in If-None-Match.")
    @APIResponse(responseCode = "404", description = "no-such-job")
    @APIResponse(responseCode = "410", description = "job-expired")
    public Response status(@PathParam("id") String id, @Context Request request) {
        Urls urls = Urls.of(uri);
        Optional<JobSnapshot> found = find(id);
        if (found.isEmpty()) {
            return missing(id, urls);
        }
        JobSnapshot job = found.get();
        EntityTag tag = new EntityTag(job.version() + (job.due() ? "" : "-scheduled"));
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        Response.ResponseBuilder answer =
                unchanged != null ? unchanged : JobAnswers.representation(job, urls);
        answer.tag(tag).header(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        if (!job.status().isFinished()) {
            answer.header(HttpHeaders.RETRY_AFTER, answers.retryAfter(job));
        }
        return answer.build();
    }

    /** Removes what is finished, for good: unlike what expires, it is not remembered. */
    // Here, and not in a class of its own: its path is that of follow, and the most specific class
    // takes all methods of a path.
    @DELETE
    @Path("/{id}")
    @Operation(
            operationId = "deleteJob",
            summary = "Delete a finished job and its result",
            description = "Cancel a job that is not finished first.")
    @APIResponse(responseCode = "204", description = "The job and its result are gone.")
    @APIResponse(responseCode = "404", description = "no-such-job")
    @APIResponse(responseCode = "409", description = "job-active")
    @APIResponse(responseCode = "410", description = "job-expired")
    public Response delete(@PathParam("id") String id) {
        return removal.remove(id, owner(), Urls.of(uri));
    }

    private static String summary(int errors) {
        return errors == 1
                ? "One thing is wrong with the request; see errors."
                : errors + " things are wrong with the request; see errors.";
    }

    private Response missing(String id, Urls urls) {
        return answers.missing(id, owner(), urls);
    }

    private Optional<JobSnapshot> find(String id) {
        return JobId.parse(id).flatMap(this::find);
    }

    private Optional<JobSnapshot> find(JobId id) {
        return jobs.find(id, owner());
    }

    private String owner() {
        return Owners.of(security.getUserPrincipal());
    }
}
