package dev.longhaul.http;

import dev.longhaul.ledger.Workers;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The workers, for operators. */
@Path("/workers")
@Tag(name = "Operations")
@OperatorsOnly
public class WorkersResource {

    /** All workers. */
    @RegisterForReflection
    @Schema(name = "Workers", description = "All workers that were heard of within a day.")
    record WorkersRepresentation(List<WorkerRepresentation> workers) {}

    /** One worker. */
    @RegisterForReflection
    @Schema(name = "Worker", description = "A process that runs jobs.")
    record WorkerRepresentation(
            String id,
            String host,
            @Schema(description = "How many jobs it runs at once.") int slots,
            Instant started,
            @Schema(description = "When it was last heard of.") Instant lastHeartbeat,
            @Schema(
                            enumeration = {"alive", "lost"},
                            description =
                                    "lost: it was not heard of for as long as a lease lasts, so that others take over its jobs. One that ends as it should leaves the list.")
                    String state,
            List<RunningJob> running) {}

    /** What it runs. */
    @RegisterForReflection
    @Schema(name = "RunningJob", description = "A job that a worker runs.")
    record RunningJob(
            @Schema(format = "uuid") String id,
            String type,
            int attempt,
            @Schema(format = "uri") String href) {}

    private final Workers workers;
    private final Duration lease;
    private final InstantSource clock;
    private final UriInfo uri;

    WorkersResource(
            Workers workers,
            @ConfigProperty(name = "longhaul.execution.lease", defaultValue = "15s") Duration lease,
            InstantSource clock,
            UriInfo uri) {
        this.workers = workers;
        this.lease = lease;
        this.clock = clock;
        this.uri = uri;
    }

    /** All that were heard of within a day, the newest first. */
    @GET
    @Operation(
            operationId = "listWorkers",
            summary = "List the workers",
            description = "What each runs and when it was last heard of. For operators.")
    @APIResponse(responseCode = "403", description = "operators-only")
    @APIResponse(
            responseCode = "200",
            description = "All that were heard of within a day, the newest first.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = WorkersRepresentation.class)))
    public Response list() {
        Urls urls = Urls.of(uri);
        var running = workers.running();
        List<WorkerRepresentation> all =
                workers.all().stream()
                        .map(worker ->
                                new WorkerRepresentation(
                                        worker.id(),
                                        worker.host(),
                                        worker.slots(),
                                        worker.started(),
                                        worker.seen(),
                                        stateOf(worker),
                                        running.getOrDefault(worker.id(), List.of()).stream()
                                                .map(job ->
                                                        new RunningJob(
                                                                job.id().toString(),
                                                                job.type(),
                                                                job.attempt(),
                                                                urls.job(job.id())))
                                                .toList()))
                        .toList();
        return Response.ok(new WorkersRepresentation(all), MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private String stateOf(Workers.Worker worker) {
        return worker.seen().plus(lease).isBefore(clock.instant()) ? "lost" : "alive";
    }
}
