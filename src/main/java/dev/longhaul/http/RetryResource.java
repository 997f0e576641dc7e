package dev.longhaul.http;

import dev.longhaul.intake.Intake;
import dev.longhaul.job.JobId;
import dev.longhaul.ledger.JobReads;
import dev.longhaul.ledger.JobSnapshot;
import dev.longhaul.ledger.Retries.Outcome;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Having a job tried again. */
@Path("/jobs/{id}/retry")
@Tag(name = "Jobs")
public class RetryResource {

    private final Intake intake;
    private final JobReads jobs;
    private final JobAnswers answers;
    private final Callers callers;
    private final UriInfo uri;

    RetryResource(Intake intake, JobReads jobs, JobAnswers answers, Callers callers, UriInfo uri) {
        this.intake = intake;
        this.jobs = jobs;
        this.answers = answers;
        this.callers = callers;
        this.uri = uri;
    }

    /** Lets a job that failed or was canceled start anew. */
    @POST
    @Operation(
            operationId = "retryJob",
            summary = "Try a failed or canceled job again",
            description = "With all its attempts before it; those it had stay on record.")
    @APIResponse(
            responseCode = "202",
            description = "The job waits for a worker.",
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
    @APIResponse(responseCode = "404", description = "no-such-job")
    @APIResponse(
            responseCode = "409",
            description =
                    "job-active, job-already-succeeded or job-already-running, which names the other job.",
            headers = {
                @Header(name = "Location", ref = "ConflictingJob"),
                @Header(name = "Link", ref = "ConflictingStatusLink")
            })
    @APIResponse(responseCode = "410", description = "job-expired")
    @APIResponse(responseCode = "422", description = "idempotency-key-reused")
    public Response retry(
            @PathParam("id") String id,
            @Parameter(ref = "IdempotencyKey") @HeaderParam(IdempotencyKeyHeader.NAME)
                    @Nullable String idempotencyKey)
            throws BadHeader {
        Optional<String> key = IdempotencyKeyHeader.read(idempotencyKey);
        Urls urls = Urls.of(uri);
        Outcome outcome =
                JobId.parse(id)
                        .map(job -> intake.retry(job, callers.ownerOf(job), callers.owner(), key))
                        .orElseGet(Outcome.NoSuchJob::new);
        return switch (outcome) {
            case Outcome.Accepted _, Outcome.Repeated _ -> accepted(id, urls);
            case Outcome.KeyReused _ ->
                    Problems.of(
                                    ProblemType.IDEMPOTENCY_KEY_REUSED,
                                    urls,
                                    "The key was sent before with another request. Use a new key for a new request.")
                            .build();
            case Outcome.Refused _ ->
                    find(id).map(job -> notRetried(job, urls))
                            .orElseGet(() -> answers.missing(id, callers.ownerOf(id), urls));
            case Outcome.AlreadyRunning(JobId holder) -> JobAnswers.alreadyRunning(holder, urls);
            case Outcome.NoSuchJob _ -> answers.missing(id, callers.ownerOf(id), urls);
        };
    }

    private static Response notRetried(JobSnapshot job, Urls urls) {
        return switch (job.status()) {
            case SUCCEEDED ->
                    Problems.of(
                                    ProblemType.JOB_ALREADY_SUCCEEDED,
                                    urls,
                                    "The job has succeeded; submit another one to do it again.")
                            .build();
            case NOT_STARTED, RUNNING, FAILED, CANCELED ->
                    Problems.of(
                                    ProblemType.JOB_ACTIVE,
                                    urls,
                                    "The job waits or runs; only one that failed or was canceled can be tried again.")
                            .build();
        };
    }

    private Response accepted(String id, Urls urls) {
        return find(id).map(job -> answers.accepted(job, urls))
                .orElseGet(() -> answers.missing(id, callers.ownerOf(id), urls));
    }

    private Optional<JobSnapshot> find(String id) {
        return JobId.parse(id).flatMap(job -> jobs.find(job, callers.ownerOf(job)));
    }
}
