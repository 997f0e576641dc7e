package dev.longhaul.http;

import dev.longhaul.job.JobId;
import dev.longhaul.ledger.JobReads;
import dev.longhaul.ledger.ScheduleRecord;
import dev.longhaul.schedule.Timetable;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
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

/** Having a schedule run now. */
@Path("/schedules/{name}/trigger")
@Tag(name = "Schedules")
public class TriggerResource {

    private final Timetable timetable;
    private final ScheduleOwners owners;
    private final JobReads jobs;
    private final JobAnswers answers;
    private final UriInfo uri;

    TriggerResource(
            Timetable timetable,
            ScheduleOwners owners,
            JobReads jobs,
            JobAnswers answers,
            UriInfo uri) {
        this.timetable = timetable;
        this.owners = owners;
        this.jobs = jobs;
        this.answers = answers;
        this.uri = uri;
    }

    /** Runs the job of a schedule now, also while it is paused. */
    @POST
    @Operation(
            operationId = "triggerSchedule",
            summary = "Run a schedule now",
            description =
                    "Also while it is paused. Its next fire stays where it is. Unless its overlap is allow, not while a run has"
                            + " not finished.")
    @APIResponse(
            responseCode = "202",
            description = "The job is accepted and will run.",
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
    @APIResponse(responseCode = "400", description = "validation-failed or bad-request")
    @APIResponse(responseCode = "404", description = "no-such-schedule")
    @APIResponse(
            responseCode = "409",
            description = "run-not-finished or job-already-running",
            headers = {
                @Header(name = "Location", ref = "Location"),
                @Header(name = "Link", ref = "StatusLink")
            })
    @APIResponse(responseCode = "422", description = "idempotency-key-reused")
    public Response trigger(
            @PathParam("name") String name,
            @Parameter(ref = "ScheduleOwner") @QueryParam("owner") @Nullable String wanted,
            @Parameter(ref = "IdempotencyKey") @HeaderParam(IdempotencyKeyHeader.NAME)
                    @Nullable String idempotencyKey)
            throws BadHeader {
        Optional<String> key = IdempotencyKeyHeader.read(idempotencyKey);
        Urls urls = Urls.of(uri);
        Optional<ScheduleRecord> schedule = owners.find(name, wanted);
        return schedule.map(found -> answer(found, timetable.trigger(found, key), urls))
                .orElseGet(() -> ScheduleAnswers.noSuchSchedule(name, urls));
    }

    private Response answer(ScheduleRecord schedule, Timetable.Triggered outcome, Urls urls) {
        return switch (outcome) {
            case Timetable.Triggered.Started(JobId id) ->
                    jobs.find(id, schedule.owner())
                            .map(job -> answers.accepted(job, urls))
                            .orElseGet(
                                    () -> answers.missing(id.toString(), schedule.owner(), urls));
            case Timetable.Triggered.Busy(JobId run) -> busy(run, urls);
            case Timetable.Triggered.AlreadyRunning(JobId job) ->
                    JobAnswers.alreadyRunning(job, urls);
            case Timetable.Triggered.KeyReused(var before) ->
                    Problems.of(
                                    ProblemType.IDEMPOTENCY_KEY_REUSED,
                                    urls,
                                    "The key was sent before with another request"
                                            + before.map(job -> ", which became job " + job)
                                                    .orElse("")
                                            + ". Use a new key for a new request.")
                            .build();
            case Timetable.Triggered.Refused(var violations) ->
                    ScheduleAnswers.refused(
                            "The job of the schedule is not valid any more; PUT the schedule with a job that is.",
                            violations,
                            urls);
        };
    }

    private static Response busy(JobId run, Urls urls) {
        return Problems.of(
                        ProblemType.RUN_NOT_FINISHED,
                        urls,
                        "The run "
                                + run
                                + " has not finished, and runs of this schedule do not overlap.",
                        new ConflictingJob(run.toString(), urls.job(run)))
                .location(URI.create(urls.job(run)))
                .header(HttpHeaders.LINK, JobAnswers.statusLink(run, urls))
                .build();
    }
}
