package dev.longhaul.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.longhaul.ledger.QueueStates;
import dev.longhaul.queue.Queues;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The queues, for operators: how full they are, and stopping and starting them while everything runs. */
@Path("/queues")
@Tag(name = "Operations")
@OperatorsOnly
public class QueuesResource {

    /** All queues. */
    @RegisterForReflection
    @Schema(name = "Queues", description = "All queues, in the order of their names.")
    record QueuesRepresentation(List<QueueRepresentation> queues) {}

    /** One queue. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @Schema(name = "Queue", description = "A queue.")
    record QueueRepresentation(
            String name,
            @Schema(description = "Jobs that could run now.") long depth,
            @Schema(description = "Since when the longest waiting of them could.")
                    Optional<Instant> oldest,
            @Schema(description = "How long that is, in seconds.") Optional<Long> oldestAgeSeconds,
            @Schema(description = "Jobs whose time has not come, retries among them.")
                    long scheduled,
            @Schema(description = "Jobs that workers have.") long running,
            @Schema(description = "Whether workers take nothing from it.") boolean paused) {}

    private final Queues queues;
    private final QueueStates states;
    private final InstantSource clock;
    private final UriInfo uri;

    QueuesResource(Queues queues, QueueStates states, InstantSource clock, UriInfo uri) {
        this.queues = queues;
        this.states = states;
        this.clock = clock;
        this.uri = uri;
    }

    /** All queues, in the order of their names. */
    @GET
    @Operation(
            operationId = "listQueues",
            summary = "List the queues",
            description = "How full they are and whether they are paused. For operators.")
    @APIResponse(responseCode = "403", description = "operators-only")
    @APIResponse(
            responseCode = "200",
            description = "All of them.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = QueuesRepresentation.class)))
    public Response list() {
        List<QueueRepresentation> all =
                states.of(queues.names()).stream().map(this::representation).toList();
        return Response.ok(new QueuesRepresentation(all), MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** Workers take nothing from the queue from now on; what runs goes on. */
    @POST
    @Path("/{name}/pause")
    @Operation(
            operationId = "pauseQueue",
            summary = "Pause a queue",
            description =
                    "Workers take nothing from it any more; what runs goes on. For operators.")
    @APIResponse(responseCode = "403", description = "operators-only")
    @APIResponse(
            responseCode = "200",
            description = "It is paused.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = QueueRepresentation.class)))
    @APIResponse(responseCode = "404", description = "no-such-queue")
    public Response pause(@PathParam("name") String name) {
        return setPaused(name, true);
    }

    /** Workers take from the queue again, within half a second. */
    @POST
    @Path("/{name}/resume")
    @Operation(
            operationId = "resumeQueue",
            summary = "Resume a queue",
            description = "Workers take from it again, within half a second. For operators.")
    @APIResponse(responseCode = "403", description = "operators-only")
    @APIResponse(
            responseCode = "200",
            description = "It is served again.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = QueueRepresentation.class)))
    @APIResponse(responseCode = "404", description = "no-such-queue")
    public Response resume(@PathParam("name") String name) {
        return setPaused(name, false);
    }

    private Response setPaused(String name, boolean paused) {
        Optional<QueueStates.QueueState> queue = find(name);
        if (queue.isEmpty()) {
            return Problems.of(
                            ProblemType.NO_SUCH_QUEUE,
                            Urls.of(uri),
                            "There is no queue '"
                                    + name
                                    + "'. There are: "
                                    + String.join(", ", queues.names())
                                    + ".")
                    .build();
        }
        states.setPaused(name, paused);
        return Response.ok(
                        find(name).map(this::representation).orElseThrow(),
                        MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** Also a queue that no setting names any more, while it has jobs. */
    private Optional<QueueStates.QueueState> find(String name) {
        return states.of(queues.names()).stream()
                .filter(state -> state.name().equals(name))
                .findFirst();
    }

    private QueueRepresentation representation(QueueStates.QueueState state) {
        return new QueueRepresentation(
                state.name(),
                state.waiting(),
                state.oldest(),
                state.oldest()
                        .map(oldest ->
                                Math.max(0, Duration.between(oldest, clock.instant()).toSeconds())),
                state.scheduled(),
                state.running(),
                state.paused());
    }
}
