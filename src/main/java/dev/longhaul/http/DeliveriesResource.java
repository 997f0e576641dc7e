package dev.longhaul.http;

import dev.longhaul.job.JobId;
import dev.longhaul.ledger.DeliveryLog;
import dev.longhaul.ledger.JobReads;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What became of telling people about the end of a job. */
@Path("/jobs/{id}/deliveries")
@Tag(name = "Jobs")
public class DeliveriesResource {

    private final DeliveryLog deliveries;
    private final JobReads jobs;
    private final JobAnswers answers;
    private final Callers callers;
    private final UriInfo uri;

    DeliveriesResource(
            DeliveryLog deliveries,
            JobReads jobs,
            JobAnswers answers,
            Callers callers,
            UriInfo uri) {
        this.deliveries = deliveries;
        this.jobs = jobs;
        this.answers = answers;
        this.callers = callers;
        this.uri = uri;
    }

    /** All deliveries so far, oldest first. */
    @GET
    @Operation(
            operationId = "listDeliveries",
            summary = "List the deliveries of a job",
            description = "Each try to tell somebody that the job has ended, oldest first.")
    @APIResponse(
            responseCode = "200",
            description = "All so far.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema =
                                    @Schema(
                                            implementation =
                                                    NotificationRepresentation
                                                            .DeliveriesRepresentation.class)))
    @APIResponse(responseCode = "404", description = "no-such-job")
    @APIResponse(responseCode = "410", description = "job-expired")
    public Response list(@PathParam("id") String id) {
        return find(id).map(job ->
                        Response.ok(
                                        "{\"deliveries\":" + deliveries.of(job) + "}",
                                        MediaType.APPLICATION_JSON_TYPE)
                                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                                .build())
                .orElseGet(() -> answers.missing(id, callers.ownerOf(id), Urls.of(uri)));
    }

    /** Tells once more what a delivery was about. */
    @POST
    @Path("/{number}/replay")
    @Operation(
            operationId = "replayDelivery",
            summary = "Deliver once more",
            description =
                    "The same message, under the same messageId, whether it was delivered then or not; with all its tries.")
    @APIResponse(
            responseCode = "202",
            description = "It is due; what becomes of it will be listed at Location.",
            headers = @Header(name = "Location", ref = "Location"))
    @APIResponse(responseCode = "404", description = "no-such-job or no-such-delivery")
    @APIResponse(responseCode = "409", description = "delivery-outdated")
    @APIResponse(responseCode = "410", description = "job-expired")
    @APIResponse(responseCode = "422", description = "idempotency-key-reused")
    public Response replay(
            @PathParam("id") String id,
            @Parameter(
                            description = "The number of the delivery.",
                            schema = @Schema(implementation = Integer.class))
                    @PathParam("number")
                    String number,
            @Parameter(ref = "IdempotencyKey") @HeaderParam(IdempotencyKeyHeader.NAME)
                    @Nullable String idempotencyKey)
            throws BadHeader {
        Optional<String> key = IdempotencyKeyHeader.read(idempotencyKey);
        Urls urls = Urls.of(uri);
        Optional<JobId> job = find(id);
        if (job.isEmpty()) {
            return answers.missing(id, callers.ownerOf(id), urls);
        }
        DeliveryLog.Replay outcome =
                number.matches("[1-9]\\d{0,8}")
                        ? deliveries.replay(
                                job.get(), Integer.parseInt(number), callers.owner(), key)
                        : DeliveryLog.Replay.NO_SUCH_DELIVERY;
        return switch (outcome) {
            case ACCEPTED, REPEATED ->
                    Response.accepted()
                            .location(URI.create(urls.job(job.get()) + "/deliveries"))
                            .header(HttpHeaders.CACHE_CONTROL, "no-store")
                            .build();
            case KEY_REUSED ->
                    Problems.of(
                                    ProblemType.IDEMPOTENCY_KEY_REUSED,
                                    urls,
                                    "The key was sent before with another request. Use a new key for a new request.")
                            .build();
            case OUTDATED ->
                    Problems.of(
                                    ProblemType.DELIVERY_OUTDATED,
                                    urls,
                                    "The job does not stand any more as the delivery said; see its status.")
                            .build();
            case NO_SUCH_DELIVERY ->
                    Problems.of(
                                    ProblemType.NO_SUCH_DELIVERY,
                                    urls,
                                    "The job has no delivery of the number '" + number + "'.")
                            .build();
        };
    }

    private Optional<JobId> find(String id) {
        return JobId.parse(id).filter(job -> jobs.find(job, callers.ownerOf(job)).isPresent());
    }
}
