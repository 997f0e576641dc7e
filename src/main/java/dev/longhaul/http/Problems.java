package dev.longhaul.http;

import dev.longhaul.handler.Violation;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/** Answers with problem documents. They are never cacheable: what is wrong now may be right in a moment. */
final class Problems {

    static final String MEDIA_TYPE = "application/problem+json";

    private Problems() {}

    static Response.ResponseBuilder of(ProblemType type, Urls urls, String detail) {
        return of(type, urls, detail, List.of(), Optional.empty());
    }

    static Response.ResponseBuilder preconditionFailed(Urls urls) {
        return of(
                ProblemType.PRECONDITION_FAILED,
                urls,
                "It has another tag than those in If-Match; fetch it anew.");
    }

    static Response.ResponseBuilder of(
            ProblemType type,
            Urls urls,
            String detail,
            List<Violation> errors,
            Optional<ErrorRepresentation> error) {
        return of(type, urls, detail, errors, error, Optional.empty());
    }

    static Response.ResponseBuilder of(
            ProblemType type, Urls urls, String detail, ConflictingJob conflictingJob) {
        return of(type, urls, detail, List.of(), Optional.empty(), Optional.of(conflictingJob));
    }

    private static Response.ResponseBuilder of(
            ProblemType type,
            Urls urls,
            String detail,
            List<Violation> errors,
            Optional<ErrorRepresentation> error,
            Optional<ConflictingJob> conflictingJob) {
        return Response.status(type.status())
                .type(MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(document(type, urls, detail, errors, error, conflictingJob));
    }

    /** The document alone, for what is answered before there is a resource. */
    static Problem document(ProblemType type, Urls urls, String detail) {
        return document(type, urls, detail, List.of(), Optional.empty(), Optional.empty());
    }

    private static Problem document(
            ProblemType type,
            Urls urls,
            String detail,
            List<Violation> errors,
            Optional<ErrorRepresentation> error,
            Optional<ConflictingJob> conflictingJob) {
        return new Problem(
                urls.problem(type),
                type.title(),
                type.status(),
                type.code(),
                detail,
                errors,
                error,
                conflictingJob);
    }
}
