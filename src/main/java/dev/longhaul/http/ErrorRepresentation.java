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
        String type,
        String title,
        int status,
        String code,
        String message,
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
