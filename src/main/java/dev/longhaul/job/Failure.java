package dev.longhaul.job;

import java.util.Optional;

/**
 * Why an attempt or a job failed, in words for the caller. Never holds a stack trace.
 *
 * @param code the kind of failure, in kebab case, stable, for programs: {@code source-unavailable}
 * @param status the HTTP status that a synchronous service would have answered with: 4xx when the caller can mend
 *     it, 5xx otherwise
 * @param message one sentence for a person
 * @param detail what helps to find the cause, such as the words of the database
 */
public record Failure(String code, int status, String message, Optional<String> detail) {

    /** The handler threw something that it did not mean to. */
    public static final String HANDLER_ERROR = "handler-error";

    /** Workers died or stalled while they ran the job, as often as is tolerated. */
    public static final String WORKERS_LOST = "workers-lost";

    /** An attempt took longer than its job allows. */
    public static final String TIMEOUT = "timeout";

    /** Somebody asked for the job to be canceled. */
    public static final String CANCELED = "job-canceled";

    /** The database refused what the attempt ended with. */
    public static final String ENDING_REFUSED = "ending-refused";

    public static Failure of(String code, int status, String message) {
        return new Failure(code, status, message, Optional.empty());
    }

    public Failure withDetail(String text) {
        return new Failure(code, status, message, Optional.of(text));
    }
}
