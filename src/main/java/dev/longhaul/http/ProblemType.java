package dev.longhaul.http;

/** Every kind of problem that this service answers with (RFC 9457). The code never changes; the words may. */
enum ProblemType {
    VALIDATION_FAILED("validation-failed", 400, "The request is not valid"),
    MALFORMED_JSON("malformed-json", 400, "The body is not JSON"),
    UNKNOWN_JOB_TYPE("unknown-job-type", 400, "There is no such job type"),
    BAD_REQUEST("bad-request", 400, "The request cannot be understood"),
    NO_SUCH_JOB("no-such-job", 404, "There is no such job"),
    NO_SUCH_JOB_TYPE("no-such-job-type", 404, "There is no such job type"),
    RESULT_NOT_READY("result-not-ready", 404, "The result is not ready yet"),
    RESULT_NOT_AVAILABLE("result-not-available", 404, "The job has no result and will have none"),
    NOT_FOUND("not-found", 404, "There is nothing here"),
    JOB_ALREADY_RUNNING("job-already-running", 409, "An unfinished job holds the unique key"),
    JOB_ALREADY_FINISHED("job-already-finished", 409, "The job has finished already"),
    JOB_ALREADY_SUCCEEDED("job-already-succeeded", 409, "The job has succeeded"),
    JOB_ACTIVE("job-active", 409, "The job has not finished"),
    IDEMPOTENCY_KEY_REUSED(
            "idempotency-key-reused", 422, "The idempotency key belongs to another request"),
    MALFORMED_MULTIPART("malformed-multipart", 400, "The body is not the form that it should be"),
    NO_SUCH_FILE("no-such-file", 404, "There is no such file"),
    FILE_IN_USE("file-in-use", 409, "Jobs refer to the file"),
    FILE_EXPIRED("file-expired", 410, "The file is gone"),
    FILE_NOT_STORED("file-not-stored", 507, "The file could not be stored"),
    NO_SUCH_DELIVERY("no-such-delivery", 404, "There is no such delivery"),
    DELIVERY_OUTDATED("delivery-outdated", 409, "The job has changed since the delivery"),
    NO_SUCH_SCHEDULE("no-such-schedule", 404, "There is no such schedule"),
    NO_RESULT_YET("no-result-yet", 404, "No run of the schedule has succeeded yet"),
    RUN_NOT_FINISHED("run-not-finished", 409, "A run of the schedule has not finished"),
    NO_SUCH_QUEUE("no-such-queue", 404, "There is no such queue"),
    METHOD_NOT_ALLOWED("method-not-allowed", 405, "The method is not possible here"),
    NOT_ACCEPTABLE("not-acceptable", 406, "There is no representation that the caller accepts"),
    JOB_EXPIRED("job-expired", 410, "The job is gone"),
    RESULT_EXPIRED("result-expired", 410, "The result is gone"),
    TOO_LARGE("too-large", 413, "The body is too large"),
    URI_TOO_LONG("uri-too-long", 414, "The URL is too long"),
    HEADERS_TOO_LARGE("headers-too-large", 431, "The header fields are too large"),
    HTTP_VERSION_NOT_SUPPORTED(
            "http-version-not-supported", 505, "The version of HTTP is not understood here"),
    UNSUPPORTED_MEDIA_TYPE(
            "unsupported-media-type", 415, "The body has a media type that is not understood here"),
    PRECONDITION_FAILED("precondition-failed", 412, "It is not what the caller has"),
    OPERATORS_ONLY("operators-only", 403, "Only operators may do this"),
    RANGE_NOT_SATISFIABLE("range-not-satisfiable", 416, "The result does not have that range"),
    JOB_FAILED("job-failed", 500, "The job failed"),
    INTERNAL_ERROR("internal-error", 500, "Something went wrong here"),
    NOT_HERE("not-served-here", 503, "This process does not answer callers"),
    FILES_UNAVAILABLE("files-unavailable", 503, "The store of files is away"),
    DATABASE_UNAVAILABLE("database-unavailable", 503, "The database is away");

    private final String code;
    private final int status;
    private final String title;

    ProblemType(String code, int status, String title) {
        this.code = code;
        this.status = status;
        this.title = title;
    }

    String code() {
        return code;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }
}
