package dev.longhaul.http;

import dev.longhaul.ledger.JobLog;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A line of a job's log as callers see it. */
@RegisterForReflection
@Schema(name = "LogLine", description = "A line of a job's log.")
record LogLineRepresentation(
        Instant time,
        @Schema(enumeration = {"info", "warning", "error"}) String level,
        @Schema(description = "Which attempt logged it.") int attempt,
        String message) {

    static LogLineRepresentation of(JobLog.Line line) {
        return new LogLineRepresentation(
                line.at(), line.level(), line.hold().attempt(), line.message());
    }
}
