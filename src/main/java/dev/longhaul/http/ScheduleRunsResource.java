package dev.longhaul.http;

import dev.longhaul.ledger.ScheduleRecord;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
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

/** The jobs that a schedule made. */
@Path("/schedules/{name}/runs")
@Tag(name = "Schedules")
public class ScheduleRunsResource {

    private final ScheduleOwners owners;
    private final JobListing listing;
    private final UriInfo uri;

    ScheduleRunsResource(ScheduleOwners owners, JobListing listing, UriInfo uri) {
        this.owners = owners;
        this.listing = listing;
        this.uri = uri;
    }

    /** The runs of a schedule, the newest first, page by page. */
    @GET
    @Operation(
            operationId = "listRuns",
            summary = "List the runs of a schedule",
            description = "The jobs that it made and that are kept, the newest first.")
    @Parameter(name = "status", ref = "ListStatus")
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
    @APIResponse(responseCode = "404", description = "no-such-schedule")
    public Response list(
            @PathParam("name") String name,
            @Parameter(ref = "ScheduleOwner") @QueryParam("owner") @Nullable String wanted) {
        Urls urls = Urls.of(uri);
        Optional<ScheduleRecord> schedule = owners.find(name, wanted);
        return schedule.map(found ->
                        listing.list(
                                uri.getQueryParameters(),
                                filter -> filter.of(found.owner()).ofSchedule(found.id()),
                                urls.schedule(name) + "/runs",
                                urls))
                .orElseGet(() -> ScheduleAnswers.noSuchSchedule(name, urls));
    }
}
