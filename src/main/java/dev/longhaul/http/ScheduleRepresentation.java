package dev.longhaul.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.longhaul.handler.RequestSchema;
import dev.longhaul.ledger.JobSnapshot;
import dev.longhaul.ledger.ScheduleRecord;
import dev.longhaul.schedule.TimingText;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A schedule as callers see it. Members that do not apply are absent. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(name = "Schedule", description = "A recurring job. Members that do not apply are absent.")
record ScheduleRepresentation(
        String name,
        String owner,
        Optional<String> cron,
        @Schema(description = "ISO 8601.", format = "duration") Optional<String> every,
        @Schema(format = "date-time") Optional<String> anchor,
        @Schema(examples = "Europe/Berlin") String timeZone,
        @Schema(enumeration = {"skip", "queue", "allow"}) String overlap,
        @Schema(enumeration = {"none", "one", "all"}) String catchUp,
        boolean paused,
        @Schema(implementation = RequestSchema.Request.class) @JsonRawValue String job,
        @Schema(
                        description =
                                "The next fires; none while it is paused. Absent where the schedule cannot be read any more;"
                                        + " lastError says why once it is due.")
                Optional<List<Instant>> nextFires,
        @Schema(description = "A fire that waits for the run before it to finish.")
                Optional<Instant> waitingFire,
        @Schema(description = "The newest fire that became a job.") Optional<Instant> lastFire,
        Optional<LastJob> lastJob,
        @Schema(description = "How many fires came to nothing because a run had not finished.")
                long skipped,
        Optional<Instant> lastSkipped,
        @Schema(
                        description =
                                "The newest fire that was missed and not caught up on: no scheduler ran, or the schedule was"
                                        + " paused.")
                Optional<Instant> lastMissed,
        @Schema(description = "Why the newest fire could not become a job.")
                Optional<LastError> lastError,
        Instant created,
        @Schema(description = "When its owner changed it.") Instant updated,
        Links links) {

    /** The newest run. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @Schema(name = "LastJob", description = "The newest run.")
    record LastJob(
            @Schema(format = "uuid") String id,
            @Schema(enumeration = {"notStarted", "running", "succeeded", "failed", "canceled"})
                    String status,
            Instant created,
            Optional<Instant> finished,
            @Schema(format = "uri") String href) {

        static LastJob of(JobSnapshot job, Urls urls) {
            return new LastJob(
                    job.id().toString(),
                    job.status().wireName(),
                    job.created(),
                    job.finished(),
                    urls.status(job.id()));
        }
    }

    /** Why a fire could not become a job. */
    @RegisterForReflection
    @Schema(name = "LastError", description = "Why a fire could not become a job.")
    record LastError(Instant fireAt, String message) {}

    /** Where else to look. */
    @RegisterForReflection
    @Schema(name = "ScheduleLinks", description = "Where else to look.")
    record Links(
            @Schema(format = "uri") String self,
            @Schema(format = "uri") String latest,
            @Schema(format = "uri") String runs,
            @Schema(format = "uri") String pause,
            @Schema(format = "uri") String resume,
            @Schema(format = "uri") String trigger) {}

    /**
     * @param query of its links
     */
    static ScheduleRepresentation of(
            ScheduleRecord schedule,
            TimingText timing,
            Optional<List<Instant>> nextFires,
            Optional<LastJob> lastJob,
            String query,
            Urls urls) {
        String self = urls.schedule(schedule.name());
        return new ScheduleRepresentation(
                schedule.name(),
                schedule.owner(),
                timing.cron(),
                timing.every(),
                timing.anchor(),
                timing.timeZone(),
                timing.overlap(),
                timing.catchUp(),
                schedule.paused(),
                schedule.job(),
                nextFires,
                schedule.pendingFire(),
                schedule.lastFire(),
                lastJob,
                schedule.skipped(),
                schedule.lastSkipped(),
                schedule.lastMissed(),
                schedule.lastFault().map(fault -> new LastError(fault.fireAt(), fault.message())),
                schedule.created(),
                schedule.updated(),
                new Links(
                        self + query,
                        self + "/latest" + query,
                        self + "/runs" + query,
                        self + "/pause" + query,
                        self + "/resume" + query,
                        self + "/trigger" + query));
    }
}
