package dev.longhaul.http;

import dev.longhaul.job.JobId;
import dev.longhaul.ledger.Cancellations;
import dev.longhaul.ledger.Cancellations.Outcome;
import dev.longhaul.ledger.JobReads;
import dev.longhaul.ledger.JobSnapshot;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Canceling a job. */
@Path("/jobs/{id}/cancel")
@Tag(name = "Jobs")
public class CancelResource {

    private final Cancellations cancellations;
    private final JobReads jobs;
    private final JobAnswers answers;
    private final Callers callers;
    private final UriInfo uri;

    CancelResource(
            Cancellations cancellations,
            JobReads jobs,
            JobAnswers answers,
            Callers callers,
            UriInfo uri) {
        this.cancellations = cancellations;
        this.jobs = jobs;
        this.answers = answers;
        this.callers = callers;
        this.uri = uri;
    }

    /** Cancels what waits at once; asks what runs to stop, which takes a second or two. */
    @POST
    @Operation(
            operationId = "cancelJob",
            summary = "Cancel a job",
            description =
                    "What waits is canceled at once; what runs is asked to stop. If it ends first, it has ended.")
    @APIResponse(
            responseCode = "200",
            description = "It was canceled already.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = JobRepresentation.class)))
    @APIResponse(
            responseCode = "202",
            description = "It is canceled, or its worker is asked to stop it.",
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
    @APIResponse(responseCode = "409", description = "job-already-finished")
    @APIResponse(responseCode = "410", description = "job-expired")
    public Response cancel(@PathParam("id") String id) {
        Urls urls = Urls.of(uri);
        Outcome outcome =
                JobId.parse(id)
                        .map(job -> cancellations.cancel(job, callers.ownerOf(job)))
                        .orElse(Outcome.NO_SUCH_JOB);
        return switch (outcome) {
            case ASKED -> accepted(id, urls);
            case WAS_CANCELED ->
                    find(id).map(job -> answers.progress(job, urls))
                            .orElseGet(() -> answers.missing(id, callers.ownerOf(id), urls));
            case HAS_FINISHED ->
                    Problems.of(
                                    ProblemType.JOB_ALREADY_FINISHED,
                                    urls,
                                    "The job ended before it could be canceled; see its status.")
                            .build();
            case NO_SUCH_JOB -> answers.missing(id, callers.ownerOf(id), urls);
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
