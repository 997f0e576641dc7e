package dev.longhaul.http;

import dev.longhaul.handler.RequestSchema;
import dev.longhaul.intake.Acceptance;
import dev.longhaul.intake.FileNotStored;
import dev.longhaul.job.JobId;
import dev.longhaul.job.JobStatus;
import dev.longhaul.ledger.JobReads;
import dev.longhaul.ledger.JobSnapshot;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Encoding;
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

    private final Submissions submissions;
    private final JobReads jobs;
    private final JobAnswers answers;
    private final JobRemoval removal;
    private final Waiting waiting;
    private final Callers callers;
    private final JobListing listing;

    private final UriInfo uri;

    JobsResource(
            Submissions submissions,
            JobReads jobs,
            JobAnswers answers,
            JobRemoval removal,
            Waiting waiting,
            Callers callers,
            JobListing listing,
            UriInfo uri) {
        this.submissions = submissions;
        this.jobs = jobs;
        this.answers = answers;
        this.removal = removal;
        this.waiting = waiting;
        this.callers = callers;
        this.listing = listing;
        this.uri = uri;
    }

    /** Takes a job: {@code 202} as soon as it is durable. */
    @POST
    @Blocking
    @Consumes({MediaType.APPLICATION_JSON, MediaType.MULTIPART_FORM_DATA})
    @Operation(
            operationId = "submitJob",
            summary = "Submit a job",
            description =
                    "Answers as soon as the job is durable, or with Prefer: wait as soon as it has finished.")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = RequestSchema.Request.class)),
                @Content(
                        mediaType = MediaType.MULTIPART_FORM_DATA,
                        schema = @Schema(ref = ApiForms.JOB),
                        encoding =
                                @Encoding(
                                        name = JobForm.JOB,
                                        contentType = MediaType.APPLICATION_JSON))
            })
    @APIResponse(
            responseCode = "202",
            description = "The job is accepted and will run.",
            headers = {
                @Header(name = "Location", ref = "Location"),
                @Header(name = "Operation-Location", ref = "OperationLocation"),
                @Header(name = "Link", ref = "StatusLink"),
                @Header(name = "Retry-After", ref = "RetryAfter"),
                @Header(name = "Preference-Applied", ref = "PreferenceApplied")
            },
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = JobRepresentation.class)))
    @APIResponse(
            responseCode = "303",
            description = "The job succeeded while the caller waited.",
            headers = {
                @Header(name = "Location", ref = "Location"),
                @Header(name = "Preference-Applied", ref = "PreferenceApplied")
            })
    @APIResponse(
            responseCode = "400",
            description =
                    "malformed-json, malformed-multipart, validation-failed, unknown-job-type or bad-request.")
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
            description = "database-unavailable, or not-served-here (without Retry-After).",
            headers = @Header(name = "Retry-After", ref = "RetryAfter"))
    @APIResponse(
            responseCode = "507",
            description = "file-not-stored",
            headers = @Header(name = "Retry-After", ref = "RetryAfter"))
    public Uni<Response> submit(
            InputStream content,
            @Context HttpHeaders headers,
            @Parameter(ref = "IdempotencyKey") @HeaderParam(IdempotencyKeyHeader.NAME)
                    @Nullable String idempotencyKey,
            @Parameter(ref = "Prefer") @HeaderParam("Prefer") List<String> prefer)
            throws MalformedJson, BodyTooLarge, BadHeader, FileNotStored, IOException {
        Optional<String> key = IdempotencyKeyHeader.read(idempotencyKey);
        Urls urls = Urls.of(uri);
        Acceptance acceptance = submissions.accept(content, headers, key);
        return PreferredWait.read(prefer)
                .flatMap(wait -> submissions.job(acceptance).map(job -> held(job, wait, urls)))
                .orElseGet(() -> Uni.createFrom().item(submissions.answer(acceptance, urls)));
    }

    private Uni<Response> held(JobSnapshot accepted, PreferredWait wait, Urls urls) {
        return waiting.forEnd(accepted, wait)
                .map(now -> wait.applied(submissions.resultOrAccepted(now.orElse(accepted), urls)));
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
            description = "database-unavailable, or not-served-here (without Retry-After).",
            headers = @Header(name = "Retry-After", ref = "RetryAfter"))
    public Response list() {
        return listing.list(uri.getQueryParameters(), Urls.of(uri));
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
    @Blocking
    @Path("/{id}/status")
    @Operation(
            operationId = "getJobStatus",
            summary = "Look at a job",
            description =
                    "Never redirects. With Prefer: wait it answers as soon as the job is another than now, or than"
                            + " If-None-Match says, or when the time is up.")
    @Parameter(name = "If-Match", ref = "IfMatch")
    @Parameter(name = "If-None-Match", ref = "IfNoneMatch")
    @APIResponse(
            responseCode = "200",
            description = "The job.",
            headers = {
                @Header(name = "ETag", ref = "ETag"),
                @Header(name = "Retry-After", ref = "RetryAfter"),
                @Header(name = "Preference-Applied", ref = "PreferenceApplied"),
                @Header(name = "Sunset", ref = "Sunset")
            },
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = JobRepresentation.class)))
    @APIResponse(
            responseCode = "304",
            description = "Nothing has changed since the tag in If-None-Match.",
            headers = {
                @Header(name = "ETag", ref = "ETag"),
                @Header(name = "Retry-After", ref = "RetryAfter"),
                @Header(name = "Preference-Applied", ref = "PreferenceApplied"),
                @Header(name = "Sunset", ref = "Sunset")
            })
    @APIResponse(responseCode = "404", description = "no-such-job")
    @APIResponse(responseCode = "410", description = "job-expired")
    @APIResponse(
            responseCode = "412",
            description = "precondition-failed",
            headers = @Header(name = "Preference-Applied", ref = "PreferenceApplied"))
    public Uni<Response> status(
            @PathParam("id") String id,
            @Context HttpHeaders headers,
            @Parameter(ref = "Prefer") @HeaderParam("Prefer") List<String> prefer) {
        Urls urls = Urls.of(uri);
        String owner = callers.ownerOf(id);
        Optional<JobSnapshot> found = find(id);
        Optional<PreferredWait> wait = PreferredWait.read(prefer);
        if (found.isEmpty() || wait.isEmpty()) {
            return Uni.createFrom()
                    .item(
                            found.map(job -> answers.status(job, urls, headers))
                                    .orElseGet(() -> missing(id, urls)));
        }
        return (answers.isNewsTo(headers, found.get())
                        ? Uni.createFrom().item(found)
                        : waiting.forChange(found.get(), wait.get()))
                .map(now ->
                        now.map(job -> wait.get().applied(answers.status(job, urls, headers)))
                                .orElseGet(() -> answers.missing(id, owner, urls)));
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
        return removal.remove(id, callers.ownerOf(id), Urls.of(uri));
    }

    private Response missing(String id, Urls urls) {
        return answers.missing(id, callers.ownerOf(id), urls);
    }

    private Optional<JobSnapshot> find(String id) {
        return JobId.parse(id).flatMap(job -> jobs.find(job, callers.ownerOf(job)));
    }
}
