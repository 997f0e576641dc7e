package dev.longhaul.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page of schedules. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(name = "ScheduleList", description = "Some of the caller's schedules, the newest first.")
record ScheduleListRepresentation(
        List<ScheduleRepresentation> schedules,
        @Schema(description = "Leads to the next page; absent on the last.")
                Optional<String> nextPageToken) {}
