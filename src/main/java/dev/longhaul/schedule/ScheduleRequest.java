package dev.longhaul.schedule;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import dev.longhaul.handler.RequestSchema;
import dev.longhaul.ledger.Overlap;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The members of {@code PUT /schedules/{name}}. */
@RegisterForReflection(targets = {ScheduleRequest.class, Overlap.class, CatchUp.class})
@Schema(
        name = "ScheduleRequest",
        description = "A job, and when it is to run again and again.",
        requiredProperties = "job")
public record ScheduleRequest(
        @JsonPropertyDescription(
                        "Minute, hour, day of month, month, day of week, as in a crontab; or @hourly, @daily, @weekly,"
                                + " @monthly, @yearly. Either this or every.")
                @Size(max = 200)
                Optional<String> cron,
        @JsonPropertyDescription("The time between two fires, in whole seconds.")
                Optional<Duration> every,
        @JsonPropertyDescription(
                        "A time at which every fires; the others are counted from it. By default 1970-01-01T00:00:00Z, so"
                                + " that PT5M is at five past, ten past and so on.")
                Optional<Instant> anchor,
        @JsonPropertyDescription("Where the clock hangs that cron goes by, like Europe/Berlin.")
                @JsonProperty(defaultValue = "UTC")
                String timeZone,
        @JsonPropertyDescription(
                        "What happens to a fire while a run has not finished: nothing comes of it, it waits (one at most), or"
                                + " both run.")
                @JsonProperty(defaultValue = "skip")
                Overlap overlap,
        @JsonPropertyDescription(
                        "What happens to fires that were missed while no scheduler ran or the schedule was paused: none is"
                                + " made up for, one for all, or all, which needs the overlap allow.")
                @JsonProperty(defaultValue = "one")
                CatchUp catchUp,
        @JsonPropertyDescription("Whether it does not fire for now.")
                @JsonProperty(defaultValue = "false")
                boolean paused,
        @JsonPropertyDescription("The job, as for POST /jobs, without runAt.")
                @Schema(implementation = RequestSchema.Request.class)
                @NotNull
                Map<String, JsonNode> job) {}
