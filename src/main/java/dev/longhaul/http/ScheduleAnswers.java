package dev.longhaul.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.longhaul.handler.Violation;
import dev.longhaul.http.ScheduleRepresentation.LastJob;
import dev.longhaul.job.JobId;
import dev.longhaul.ledger.JobReads;
import dev.longhaul.ledger.JobSnapshot;
import dev.longhaul.ledger.ScheduleRecord;
import dev.longhaul.schedule.Timetable;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What the resources under {@code /schedules} answer with. */
@Singleton
class ScheduleAnswers {

    private static final int NEXT_FIRES = 5;

    private final Timetable timetable;
    private final ScheduleOwners owners;
    private final JobReads jobs;

    ScheduleAnswers(Timetable timetable, ScheduleOwners owners, JobReads jobs) {
        this.timetable = timetable;
        this.owners = owners;
        this.jobs = jobs;
    }

    /** The schedule as it is, unless the caller has that already: {@code 200}, {@code 304} or {@code 412}. */
    Response current(ScheduleRecord schedule, Urls urls, HttpHeaders request) {
        Optional<JobSnapshot> lastJob = lastJob(schedule);
        EntityTag tag = tag(schedule, lastJob);
        return switch (Preconditions.of(request, tag)) {
            case HOLD -> described(Response.ok(), schedule, urls).build();
            case NOT_MODIFIED ->
                    Response.notModified(tag)
                            .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                            .build();
            case FAILED -> Problems.preconditionFailed(urls).build();
        };
    }

    /** The schedule as it is after what was asked. */
    Response.ResponseBuilder described(
            Response.ResponseBuilder answer, ScheduleRecord schedule, Urls urls) {
        Optional<JobSnapshot> lastJob = lastJob(schedule);
        Optional<LastJob> shown = lastJob.map(job -> LastJob.of(job, urls));
        return answer.entity(representation(schedule, shown, urls))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .tag(tag(schedule, lastJob))
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    }

    /** Many schedules, whose last jobs are looked up together. */
    List<ScheduleRepresentation> representations(List<ScheduleRecord> schedules, Urls urls) {
        List<JobId> ids =
                schedules.stream().flatMap(schedule -> schedule.lastJob().stream()).toList();
        Map<JobId, LastJob> lastJobs = jobs.findEach(ids, job -> LastJob.of(job, urls));
        return schedules.stream()
                .map(schedule ->
                        representation(
                                schedule,
                                schedule.lastJob()
                                        .flatMap(id -> Optional.ofNullable(lastJobs.get(id))),
                                urls))
                .toList();
    }

    private ScheduleRepresentation representation(
            ScheduleRecord schedule, Optional<LastJob> lastJob, Urls urls) {
        return ScheduleRepresentation.of(
                schedule,
                timetable.timing(schedule),
                timetable.nextFires(schedule, NEXT_FIRES),
                lastJob,
                query(schedule),
                urls);
    }

    private String query(ScheduleRecord schedule) {
        return owners.isNamedInLinks(schedule.owner())
                ? "?owner=" + URLEncoder.encode(schedule.owner(), UTF_8).replace("+", "%20")
                : "";
    }

    /** {@code 201}. */
    Response created(ScheduleRecord schedule, Urls urls) {
        URI location = URI.create(urls.schedule(schedule.name()) + query(schedule));
        return described(Response.created(location), schedule, urls).build();
    }

    private Optional<JobSnapshot> lastJob(ScheduleRecord schedule) {
        return schedule.lastJob().flatMap(job -> jobs.find(job, schedule.owner()));
    }

    private static EntityTag tag(ScheduleRecord schedule, Optional<JobSnapshot> lastJob) {
        return new EntityTag(
                written(schedule)
                        + schedule.version()
                        + lastJob.map(job -> "-" + job.version()).orElse(""));
    }

    /** What the tags have in common that a schedule has between two changes of its owner's. */
    private static String written(ScheduleRecord schedule) {
        return schedule.id() + "-" + schedule.edition() + "-";
    }

    /**
     * Whether the caller may write, by {@code If-Match} and {@code If-None-Match}. That it has fired since the caller read
     * it does not count: the caller does not write over that.
     */
    static Predicate<Optional<ScheduleRecord>> expected(HttpHeaders request) {
        return seen ->
                Preconditions.allowWriting(
                        request, seen.map(schedule -> tag -> tag.startsWith(written(schedule))));
    }

    static Response noSuchSchedule(String name, Urls urls) {
        return Problems.of(
                        ProblemType.NO_SUCH_SCHEDULE, urls, "You have no schedule '" + name + "'.")
                .build();
    }

    static Response refused(String summary, List<Violation> violations, Urls urls) {
        return Problems.of(
                        ProblemType.VALIDATION_FAILED, urls, summary, violations, Optional.empty())
                .build();
    }
}
