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
import jakarta.ws.rs.GET;
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
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Submitting jobs and watching them. */
@Path("/jobs")
@Tag(name = "Jobs")
public class JobsResource {

    private final JobBody body;
    private final Intake intake;
    private final JobReads jobs;
    private final RetryAfter retryAfter;

    private final UriInfo uri;
    private final SecurityContext security;

    JobsResource(
            JobBody body,
            Intake intake,
            JobReads jobs,
            RetryAfter retryAfter,
            UriInfo uri,
            SecurityContext security) {
        this.body = body;
        this.intake = intake;
        this.jobs = jobs;
        this.retryAfter = retryAfter;
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
            description = "malformed-json, validation-failed or unknown-job-type.")
    @APIResponse(responseCode = "413", description = "too-large")
    @APIResponse(responseCode = "415", description = "unsupported-media-type")
    @APIResponse(
            responseCode = "503",
            description = "database-unavailable",
            headers = @Header(name = "Retry-After", ref = "RetryAfter"))
    public Response submit(InputStream content) throws MalformedJson, BodyTooLarge, IOException {
        JsonNode request = body.read(content);
        Urls urls = Urls.of(uri);
        return switch (intake.accept(owner(), request)) {
            case Acceptance.Accepted(JobId id) -> accepted(find(id).orElseThrow(), urls);
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
    public Response follow(@PathParam("id") String id) {
        Urls urls = Urls.of(uri);
        return find(id).map(job ->
                        job.status() == JobStatus.SUCCEEDED
                                ? seeResult(job, urls)
                                : progress(job, urls))
                .orElseGet(() -> noSuchJob(id, urls));
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
    public Response status(@PathParam("id") String id, @Context Request request) {
        Urls urls = Urls.of(uri);
        Optional<JobSnapshot> found = find(id);
        if (found.isEmpty()) {
            return noSuchJob(id, urls);
        }
        JobSnapshot job = found.get();
        EntityTag tag = new EntityTag(job.version() + (job.due() ? "" : "-scheduled"));
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        Response.ResponseBuilder answer = unchanged != null ? unchanged : representation(job, urls);
        answer.tag(tag).header(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        if (!job.status().isFinished()) {
            answer.header(HttpHeaders.RETRY_AFTER, retryAfter.seconds(job));
        }
        return answer.build();
    }

    private Response accepted(JobSnapshot job, Urls urls) {
        return representation(job, urls)
                .status(Response.Status.ACCEPTED)
                .location(URI.create(urls.job(job.id())))
                .header("Operation-Location", urls.status(job.id()))
                .header(HttpHeaders.LINK, "<" + urls.status(job.id()) + ">; rel=\"status\"")
                .header(HttpHeaders.RETRY_AFTER, retryAfter.seconds(job))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static Response seeResult(JobSnapshot job, Urls urls) {
        return Response.seeOther(URI.create(urls.result(job.id())))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private Response progress(JobSnapshot job, Urls urls) {
        Response.ResponseBuilder answer =
                representation(job, urls).header(HttpHeaders.CACHE_CONTROL, "no-store");
        if (!job.status().isFinished()) {
            answer.header(HttpHeaders.RETRY_AFTER, retryAfter.seconds(job));
        }
        return answer.build();
    }

    private static Response.ResponseBuilder representation(JobSnapshot job, Urls urls) {
        return Response.ok(JobRepresentation.of(job, urls), MediaType.APPLICATION_JSON_TYPE);
    }

    static Response noSuchJob(String id, Urls urls) {
        String detail =
                JobId.parse(id).isPresent()
                        ? "You have no job " + id + "."
                        : "'" + id + "' is not the id of a job; it would be a UUID.";
        return Problems.of(ProblemType.NO_SUCH_JOB, urls, detail).build();
    }

    private static String summary(int errors) {
        return errors == 1
                ? "One thing is wrong with the request; see errors."
                : errors + " things are wrong with the request; see errors.";
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
