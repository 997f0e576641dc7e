package dev.longhaul.http;

import dev.longhaul.job.JobId;
import dev.longhaul.ledger.JobReads;
import dev.longhaul.ledger.JobSnapshot;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What happens to a job, as it happens. */
@Path("/jobs/{id}/events")
@Tag(name = "Jobs")
public class EventsResource {

    private final JobReads jobs;
    private final JobAnswers answers;

    private final Callers callers;

    private final UriInfo uri;

    EventsResource(JobReads jobs, JobAnswers answers, Callers callers, UriInfo uri) {
        this.jobs = jobs;
        this.answers = answers;
        this.callers = callers;
        this.uri = uri;
    }

    /** Server-sent events from how the job is now to its end. */
    @GET
    @Operation(
            operationId = "watchJob",
            summary = "Watch a job",
            description =
                    "Server-sent events: progress or stage with each change, then succeeded, failed or canceled, after"
                            + " which the stream ends. The first says how the job is now. The id of an event is the"
                            + " version of the job, its data the job as JSON (contentSchema). Whoever reads slowly misses steps, but not"
                            + " the end. A comment comes after every 15 seconds of silence.")
    @APIResponse(
            responseCode = "200",
            description = "The events.",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            contentSchema = JobRepresentation.class)))
    @APIResponse(
            responseCode = "204",
            description = "The job has finished, and Last-Event-ID is its last event.")
    @APIResponse(responseCode = "404", description = "no-such-job")
    @APIResponse(responseCode = "410", description = "job-expired")
    public Response watch(
            @PathParam("id") String id,
            @Parameter(description = "The id of the last event that the caller has.")
                    @HeaderParam("Last-Event-ID")
                    @Nullable String lastEventId,
            @Context Request request) {
        Urls urls = Urls.of(uri);
        String owner = callers.ownerOf(id);
        Optional<JobSnapshot> found = JobId.parse(id).flatMap(job -> jobs.find(job, owner));
        if (found.isEmpty()) {
            return answers.missing(id, owner, urls);
        }
        JobSnapshot job = found.get();
        boolean known = String.valueOf(job.version()).equals(lastEventId);
        if (known && job.status().isFinished()) {
            // Browsers come back to a stream that has ended, until they hear this.
            return Response.noContent().header(HttpHeaders.CACHE_CONTROL, "no-store").build();
        }
        Response.ResponseBuilder answer =
                Response.ok()
                        .type(MediaType.SERVER_SENT_EVENTS_TYPE)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        // nginx and its kin would hold events back until they fill a buffer.
                        .header("X-Accel-Buffering", "no");
        return HttpMethod.HEAD.equals(request.getMethod())
                ? answer.build()
                : answer.entity(new EventsOfJob(job, urls, known)).build();
    }
}
