package dev.longhaul.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.longhaul.handler.Violation;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;

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
record Problem(
        String type,
        String title,
        int status,
        String code,
        String detail,
        List<Violation> errors,
        Optional<ErrorRepresentation> error,
        Optional<ConflictingJob> conflictingJob) {}
