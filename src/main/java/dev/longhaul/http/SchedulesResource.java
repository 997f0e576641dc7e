package dev.longhaul.http;

import dev.longhaul.ledger.ScheduleRecord;
import dev.longhaul.ledger.Schedules;
import dev.longhaul.schedule.ScheduleRequest;
import dev.longhaul.schedule.Timetable;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Jobs that run again and again. */
@Path("/schedules")
@Tag(name = "Schedules")
public class SchedulesResource {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private final JobBody body;
    private final Timetable timetable;
    private final Schedules schedules;
    private final ScheduleOwners owners;
    private final ScheduleAnswers answers;
    private final ScheduleListing listing;
    private final UriInfo uri;

    SchedulesResource(
            JobBody body,
            Timetable timetable,
            Schedules schedules,
            ScheduleOwners owners,
            ScheduleAnswers answers,
            ScheduleListing listing,
            UriInfo uri) {
        this.body = body;
        this.timetable = timetable;
        this.schedules = schedules;
        this.owners = owners;
        this.answers = answers;
        this.listing = listing;
        this.uri = uri;
    }

    /** The caller's schedules, the newest first, page by page. */
    @GET
    @Operation(
            operationId = "listSchedules",
            summary = "List schedules",
            description = "The caller's schedules, the newest first; operators see everybody's.")
    @Parameter(name = "owner", ref = "ScheduleOwner")
    @Parameter(name = "limit", ref = "ListLimit")
    @Parameter(name = "pageToken", ref = "ListPageToken")
    @APIResponse(
            responseCode = "200",
            description = "A page.",
            headers = @Header(name = "Link", ref = "NextLink"),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ScheduleListRepresentation.class)))
    @APIResponse(responseCode = "400", description = "validation-failed")
    public Response list() {
        return listing.list(uri.getQueryParameters(), Urls.of(uri));
    }

    /** Makes a schedule, or replaces it as a whole. */
    @PUT
    @Path("/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "putSchedule",
            summary = "Make or replace a schedule",
            description =
                    "As a whole: what is left out is as by default. With If-None-Match: * only if there is none; with If-Match"
                            + " only if nobody has changed it since, where fires do not count.")
    @Parameter(name = "If-Match", ref = "IfMatch")
    @Parameter(name = "If-None-Match", ref = "IfNoneMatch")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ScheduleRequest.class)))
    @APIResponse(
            responseCode = "200",
            description = "It is replaced.",
            headers = @Header(name = "ETag", ref = "ETag"),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ScheduleRepresentation.class)))
    @APIResponse(
            responseCode = "201",
            description = "It is made.",
            headers = {
                @Header(name = "ETag", ref = "ETag"),
                @Header(name = "Location", ref = "Location")
            },
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ScheduleRepresentation.class)))
    @APIResponse(
            responseCode = "400",
            description = "malformed-json, validation-failed or bad-request.")
    @APIResponse(responseCode = "404", description = "no-such-schedule")
    @APIResponse(responseCode = "412", description = "precondition-failed")
    @APIResponse(responseCode = "413", description = "too-large")
    @APIResponse(responseCode = "415", description = "unsupported-media-type")
    public Response put(
            @PathParam("name") String name,
            @Parameter(ref = "ScheduleOwner") @QueryParam("owner") @Nullable String wanted,
            InputStream content,
            @Context HttpHeaders headers)
            throws MalformedJson, BodyTooLarge, IOException {
        Urls urls = Urls.of(uri);
        Optional<String> owner = owners.of(wanted);
        if (owner.isEmpty()) {
            return ScheduleAnswers.noSuchSchedule(name, urls);
        }
        if (!NAME.matcher(name).matches()) {
            return Problems.of(
                            ProblemType.BAD_REQUEST,
                            urls,
                            "The name of a schedule has 1 to 100 letters, digits, dots, hyphens and underscores, and begins"
                                    + " with a letter or digit.")
                    .build();
        }
        Timetable.Put put =
                timetable.put(
                        owner.get(), name, body.read(content), ScheduleAnswers.expected(headers));
        return switch (put) {
            case Timetable.Put.Created(ScheduleRecord schedule) -> answers.created(schedule, urls);
            case Timetable.Put.Replaced(ScheduleRecord schedule) ->
                    answers.described(Response.ok(), schedule, urls).build();
            case Timetable.Put.Unexpected() -> Problems.preconditionFailed(urls).build();
            case Timetable.Put.Refused(var violations) ->
                    ScheduleAnswers.refused(
                            "The schedule is not valid; see errors.", violations, urls);
        };
    }

    /** A schedule: what its owner wrote, when it fires, and what came of it. */
    @GET
    @Path("/{name}")
    @Operation(
            operationId = "getSchedule",
            summary = "Look at a schedule",
            description =
                    "When it fires next, what became of the last fire, and the job of the last run.")
    @Parameter(name = "If-Match", ref = "IfMatch")
    @Parameter(name = "If-None-Match", ref = "IfNoneMatch")
    @APIResponse(
            responseCode = "200",
            description = "The schedule.",
            headers = @Header(name = "ETag", ref = "ETag"),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ScheduleRepresentation.class)))
    @APIResponse(
            responseCode = "304",
            description = "Nothing has changed since the tag in If-None-Match.",
            headers = @Header(name = "ETag", ref = "ETag"))
    @APIResponse(responseCode = "404", description = "no-such-schedule")
    @APIResponse(responseCode = "412", description = "precondition-failed")
    public Response get(
            @PathParam("name") String name,
            @Parameter(ref = "ScheduleOwner") @QueryParam("owner") @Nullable String wanted,
            @Context HttpHeaders headers) {
        Urls urls = Urls.of(uri);
        return owners.find(name, wanted)
                .map(schedule -> answers.current(schedule, urls, headers))
                .orElseGet(() -> ScheduleAnswers.noSuchSchedule(name, urls));
    }

    /** Removes a schedule. Its jobs stay, also those that run. */
    @DELETE
    @Path("/{name}")
    @Operation(
            operationId = "deleteSchedule",
            summary = "Delete a schedule",
            description = "Its jobs stay, also those that run.")
    @Parameter(name = "If-Match", ref = "IfMatch")
    @Parameter(name = "If-None-Match", ref = "IfNoneMatch")
    @APIResponse(responseCode = "204", description = "It is gone.")
    @APIResponse(responseCode = "404", description = "no-such-schedule")
    @APIResponse(responseCode = "412", description = "precondition-failed")
    public Response delete(
            @PathParam("name") String name,
            @Parameter(ref = "ScheduleOwner") @QueryParam("owner") @Nullable String wanted,
            @Context HttpHeaders headers) {
        Urls urls = Urls.of(uri);
        Timetable.Removal removal =
                owners.of(wanted)
                        .map(owner ->
                                timetable.remove(owner, name, ScheduleAnswers.expected(headers)))
                        .orElse(Timetable.Removal.NO_SUCH_SCHEDULE);
        return switch (removal) {
            case REMOVED -> Response.noContent().build();
            case UNEXPECTED -> Problems.preconditionFailed(urls).build();
            case NO_SUCH_SCHEDULE -> ScheduleAnswers.noSuchSchedule(name, urls);
        };
    }

    /** The schedule does not fire from now on; its runs go on. */
    @POST
    @Path("/{name}/pause")
    @Operation(
            operationId = "pauseSchedule",
            summary = "Pause a schedule",
            description = "Its runs go on.")
    @APIResponse(
            responseCode = "200",
            description = "It is paused.",
            headers = @Header(name = "ETag", ref = "ETag"),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ScheduleRepresentation.class)))
    @APIResponse(responseCode = "404", description = "no-such-schedule")
    public Response pause(
            @PathParam("name") String name,
            @Parameter(ref = "ScheduleOwner") @QueryParam("owner") @Nullable String wanted) {
        return setPaused(name, wanted, true);
    }

    /** The schedule fires again. What it missed is caught up on as it says. */
    @POST
    @Path("/{name}/resume")
    @Operation(
            operationId = "resumeSchedule",
            summary = "Resume a schedule",
            description = "What it missed is caught up on as its catchUp says.")
    @APIResponse(
            responseCode = "200",
            description = "It fires again.",
            headers = @Header(name = "ETag", ref = "ETag"),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ScheduleRepresentation.class)))
    @APIResponse(responseCode = "404", description = "no-such-schedule")
    public Response resume(
            @PathParam("name") String name,
            @Parameter(ref = "ScheduleOwner") @QueryParam("owner") @Nullable String wanted) {
        return setPaused(name, wanted, false);
    }

    private Response setPaused(String name, @Nullable String wanted, boolean paused) {
        Urls urls = Urls.of(uri);
        owners.find(name, wanted).ifPresent(schedule -> schedules.setPaused(schedule.id(), paused));
        return owners.find(name, wanted)
                .map(schedule -> answers.described(Response.ok(), schedule, urls).build())
                .orElseGet(() -> ScheduleAnswers.noSuchSchedule(name, urls));
    }
}
