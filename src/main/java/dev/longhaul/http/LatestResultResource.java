package dev.longhaul.http;

import dev.longhaul.job.JobId;
import dev.longhaul.ledger.ScheduleRecord;
import dev.longhaul.ledger.Schedules;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a schedule made last: one URL for those who only want to read it. */
@Path("/schedules/{name}/latest")
@Tag(name = "Schedules")
public class LatestResultResource {

    private static final long LONGEST_WAIT_SECONDS = 60;

    private final ScheduleOwners owners;
    private final Schedules schedules;
    private final InstantSource clock;
    private final UriInfo uri;

    LatestResultResource(
            ScheduleOwners owners, Schedules schedules, InstantSource clock, UriInfo uri) {
        this.owners = owners;
        this.schedules = schedules;
        this.clock = clock;
        this.uri = uri;
    }

    /** {@code 303} to the result of the newest run that succeeded. */
    @GET
    @Operation(
            operationId = "getLatestResult",
            summary = "Fetch the newest result of a schedule",
            description =
                    "The result of the newest run that succeeded, while later ones run or fail.")
    @APIResponse(
            responseCode = "303",
            description = "To the result.",
            headers = {
                @Header(name = "Location", ref = "Location"),
                @Header(name = "Link", ref = "StatusLink")
            })
    @APIResponse(
            responseCode = "404",
            description = "no-such-schedule, or no-result-yet (with Retry-After while it fires).",
            headers = @Header(name = "Retry-After", ref = "RetryAfter"))
    @APIResponse(responseCode = "410", description = "result-expired")
    public Response latest(
            @PathParam("name") String name,
            @Parameter(ref = "ScheduleOwner") @QueryParam("owner") @Nullable String wanted) {
        Urls urls = Urls.of(uri);
        return owners.find(name, wanted)
                .map(schedule ->
                        schedules
                                .latest(schedule.id())
                                .map(job -> seeResult(job, urls))
                                .orElseGet(() -> noResult(schedule, urls)))
                .orElseGet(() -> ScheduleAnswers.noSuchSchedule(name, urls));
    }

    private static Response seeResult(JobId job, Urls urls) {
        return Response.seeOther(URI.create(urls.result(job)))
                .header(HttpHeaders.LINK, JobAnswers.statusLink(job, urls))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private Response noResult(ScheduleRecord schedule, Urls urls) {
        if (schedules.hadResult(schedule.id())) {
            return Problems.of(
                            ProblemType.RESULT_EXPIRED,
                            urls,
                            "The results of this schedule were kept for as long as was agreed, and no newer run has succeeded.")
                    .build();
        }
        Response.ResponseBuilder problem =
                Problems.of(
                        ProblemType.NO_RESULT_YET,
                        urls,
                        schedule.paused()
                                ? "No run of the schedule has succeeded yet, and it is paused."
                                : "No run of the schedule has succeeded yet; its next fire is at "
                                        + schedule.nextFire()
                                        + ".");
        retryAfter(schedule).ifPresent(seconds -> problem.header(HttpHeaders.RETRY_AFTER, seconds));
        return problem.build();
    }

    private Optional<Long> retryAfter(ScheduleRecord schedule) {
        return schedule.paused()
                ? Optional.empty()
                : Optional.of(
                        Math.clamp(
                                Duration.between(clock.instant(), schedule.nextFire()).toSeconds()
                                        + 1,
                                1,
                                LONGEST_WAIT_SECONDS));
    }
}
