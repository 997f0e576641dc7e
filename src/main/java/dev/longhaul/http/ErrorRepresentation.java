package dev.longhaul.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.longhaul.job.Failure;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why a job or an attempt failed, shaped like a problem document (RFC 9457). */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(name = "JobError", description = "Why a job or an attempt failed.")
record ErrorRepresentation(
        @Schema(description = "A URL that explains the kind of problem.", format = "uri")
                String type,
        String title,
        @Schema(description = "The HTTP status that comes nearest to what went wrong.") int status,
        @Schema(description = "The handler's word for it, for programs.") String code,
        @Schema(description = "What went wrong, for people.") String message,
        Optional<String> detail) {

    static ErrorRepresentation of(Failure failure, Urls urls) {
        return new ErrorRepresentation(
                urls.problem(ProblemType.JOB_FAILED),
                ProblemType.JOB_FAILED.title(),
                failure.status(),
                failure.code(),
                failure.message(),
                failure.detail());
    }
}
