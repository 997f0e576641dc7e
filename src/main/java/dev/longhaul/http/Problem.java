package dev.longhaul.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.longhaul.handler.Violation;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A problem document (RFC 9457).
 *
 * @param type a URL that explains the kind of problem
 * @param code the last part of the type, for programs that do not care for URLs
 * @param detail what was wrong this time and what would be right
 * @param errors each thing that is wrong, where there may be several
 * @param error why the job failed, where that is the reason
 * @param conflictingJob the job that stands in the way, where one does
 */
@RegisterForReflection(targets = {Problem.class, Violation.class})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(name = "Problem", description = "A problem document (RFC 9457).")
record Problem(
        @Schema(description = "A URL that explains the kind of problem.", format = "uri")
                String type,
        @Schema(description = "The kind of problem.") String title,
        @Schema(description = "That of the answer.") int status,
        @Schema(description = "The last part of the type; see /problems.") String code,
        @Schema(description = "What was wrong this time and what would be right.") String detail,
        @Schema(
                        description = "Each thing that is wrong, where there may be several.",
                        nullable = true)
                List<Violation> errors,
        Optional<ErrorRepresentation> error,
        Optional<ConflictingJob> conflictingJob) {}
