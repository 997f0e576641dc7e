package dev.longhaul.http;

/**
 * What a kind of problem means, for those who meet it.
 *
 * @param meaning what has happened
 * @param remedy what the caller should do
 */
record ProblemExplanation(String meaning, String remedy) {

    private static final String READ_DETAIL =
            "Correct the request as detail says, and send it again.";

    static ProblemExplanation of(ProblemType type) {
        return switch (type) {
            case VALIDATION_FAILED ->
                    new ProblemExplanation(
                            "The body is JSON, but not what this resource or the job type takes. Each thing that is wrong is"
                                    + " listed in errors, with a JSON Pointer (RFC 6901) to where it is.",
                            "Correct all that errors lists, and send the request again. GET /job-types/{type} has the schema"
                                    + " of the parameters and an example that works.");
            case MALFORMED_JSON ->
                    new ProblemExplanation(
                            "The body cannot be read as one JSON value in UTF-8, without members that occur twice.",
                            READ_DETAIL);
            case UNKNOWN_JOB_TYPE ->
                    new ProblemExplanation(
                            "The member type names no kind of job that is installed here.",
                            "Use one of the types that detail and GET /job-types name.");
            case BAD_REQUEST ->
                    new ProblemExplanation(
                            "The request line, a header or the way the body is sent is not as HTTP or this service wants it.",
                            READ_DETAIL);
            case NO_SUCH_JOB ->
                    new ProblemExplanation(
                            "The caller has no job of that id. It may never have existed, may have been deleted, may have"
                                    + " expired long ago, or may be somebody else's, which is not told apart.",
                            "Use the URL from Location or Operation-Location as it is, and the credentials that the job was"
                                    + " submitted with.");
            case MALFORMED_MULTIPART ->
                    new ProblemExplanation(
                            "The body is said to be multipart/form-data and is not, or ends in the middle, or its parts are not those"
                                    + " that are asked for.",
                            "Send a part named job with the JSON, and each file as a part of the name by which a parameter refers"
                                    + " to it.");
            case NO_SUCH_FILE ->
                    new ProblemExplanation(
                            "The caller has no file of that id. It may never have existed, may have been deleted, or may be"
                                    + " somebody else's, which is not told apart.",
                            "Use the URL from Location as it is, and the credentials that the file was sent with.");
            case FILE_IN_USE ->
                    new ProblemExplanation(
                            "Jobs refer to the file, finished ones too, for they can be tried again.",
                            "Delete those jobs first, or let the file go with them.");
            case FILE_EXPIRED ->
                    new ProblemExplanation(
                            "The file was kept for as long as was said, and no job referred to it.",
                            "Send it again.");
            case FILE_NOT_STORED ->
                    new ProblemExplanation(
                            "The file could not be written: the disk may be full. Nothing of it is kept.",
                            "Send it again after the time that Retry-After says, or ask the operator.");
            case NO_SUCH_JOB_TYPE ->
                    new ProblemExplanation(
                            "No kind of job of that name is installed here.",
                            "GET /job-types lists those that are.");
            case RESULT_NOT_READY ->
                    new ProblemExplanation(
                            "The job waits or runs. Its result will be at this URL if it succeeds.",
                            "Wait for as long as Retry-After says and ask again, or watch the status, which the Link header"
                                    + " of the job names.");
            case RESULT_NOT_AVAILABLE ->
                    new ProblemExplanation(
                            "The job failed or was canceled, so there is no result; error says why.",
                            "Do not ask again. POST to the job's /retry lets it start anew; a request that itself is the"
                                    + " cause has to be corrected and submitted as a new job.");
            case NOT_FOUND ->
                    new ProblemExplanation(
                            "There is no resource at that path.",
                            "Compare the path with the API's description at /q/openapi, and follow the URLs in answers"
                                    + " instead of composing them.");
            case JOB_ALREADY_RUNNING ->
                    new ProblemExplanation(
                            "An unfinished job of the same owner and type has the same uniqueKey; conflictingJob and Location"
                                    + " name it.",
                            "Follow that job instead, or wait until it has finished and submit again.");
            case JOB_ALREADY_FINISHED ->
                    new ProblemExplanation(
                            "The job succeeded or failed before it could be canceled.",
                            "Read its status. To be rid of it, DELETE it.");
            case JOB_ALREADY_SUCCEEDED ->
                    new ProblemExplanation(
                            "Only a job that failed or was canceled can be tried again; this one succeeded.",
                            "Fetch its result, or submit a new job to do the work again.");
            case JOB_ACTIVE ->
                    new ProblemExplanation(
                            "The job waits or runs, and what was asked for is possible only once it has finished.",
                            "Wait for its end, or cancel it first.");
            case IDEMPOTENCY_KEY_REUSED ->
                    new ProblemExplanation(
                            "The Idempotency-Key came before with another request. Nothing was done.",
                            "Use a new key for each new request, and an old one only to repeat a request unchanged.");
            case NO_SUCH_DELIVERY ->
                    new ProblemExplanation(
                            "The job has no delivery of that number.",
                            "GET /jobs/{id}/deliveries lists those that there are.");
            case DELIVERY_OUTDATED ->
                    new ProblemExplanation(
                            "The job runs again, or has ended in another way than the delivery told, so to tell it once more"
                                    + " would be wrong.",
                            "Wait for the job's end, which is told by itself, or replay a later delivery.");
            case NO_SUCH_SCHEDULE ->
                    new ProblemExplanation(
                            "The caller has no schedule of that name. Somebody else's is not told apart from one that does not"
                                    + " exist.",
                            "GET /schedules lists those that are. PUT makes one. Operators add ?owner= for other people's.");
            case NO_RESULT_YET ->
                    new ProblemExplanation(
                            "The schedule has not had a run that succeeded, or those that it had were deleted.",
                            "Ask again after its next fire, or POST to its /trigger to have it run now. If runs fail, /runs shows"
                                    + " why; if none begins, the member lastError of the schedule does.");
            case RUN_NOT_FINISHED ->
                    new ProblemExplanation(
                            "The schedule does not let its runs overlap, and one waits or runs; conflictingJob and Location name"
                                    + " it.",
                            "Follow that run instead, wait for its end, or cancel it first.");
            case NO_SUCH_QUEUE ->
                    new ProblemExplanation(
                            "There is no queue of that name.", "GET /queues lists those that are.");
            case METHOD_NOT_ALLOWED ->
                    new ProblemExplanation(
                            "The resource is there, but not for this method.",
                            "Use a method that the Allow header lists.");
            case NOT_ACCEPTABLE ->
                    new ProblemExplanation(
                            "The Accept header excludes every form that this resource has.",
                            "Accept the media type that detail names, or */*.");
            case JOB_EXPIRED ->
                    new ProblemExplanation(
                            "The job had finished and was kept for as long as was agreed (expires in the job, the Sunset"
                                    + " header); now it is gone, with its result.",
                            "Submit it again if the result is still needed, and ask for a longer retention.");
            case RESULT_EXPIRED ->
                    new ProblemExplanation(
                            "The result was kept for as long as was agreed (expires in the job, the Sunset header), or was"
                                    + " removed or lost before, as detail says; now it is gone.",
                            "Submit the job again if the result is still needed, and ask for a longer retention. Tell the"
                                    + " operator if it should still be there.");
            case URI_TOO_LONG ->
                    new ProblemExplanation(
                            "The request line is longer than this server reads. Nothing was done.",
                            "Follow the URLs in answers instead of composing them, and put what is long into a body.");
            case HEADERS_TOO_LARGE ->
                    new ProblemExplanation(
                            "The header fields are larger, all together, than this server reads. Nothing was done.",
                            "Send fewer or shorter ones; look for cookies and tokens that have grown.");
            case HTTP_VERSION_NOT_SUPPORTED ->
                    new ProblemExplanation(
                            "The request line names a version of HTTP that is not spoken here.",
                            "Use HTTP/1.1, or HTTP/2 over TLS.");
            case TOO_LARGE ->
                    new ProblemExplanation(
                            "The body has more bytes than this resource takes. Nothing was done.",
                            "Send less.");
            case UNSUPPORTED_MEDIA_TYPE ->
                    new ProblemExplanation(
                            "The body is of a media type that this resource does not read, or none was named.",
                            "Send what detail names, and say so in Content-Type.");
            case PRECONDITION_FAILED ->
                    new ProblemExplanation(
                            "If-Match asks for a version that is not the current one.",
                            "Fetch the resource without If-Match, and use the ETag that comes with it.");
            case OPERATORS_ONLY ->
                    new ProblemExplanation(
                            "Queues and workers are everybody's, so only operators look after them.",
                            "Ask an operator, or whoever gives out the role operator.");
            case RANGE_NOT_SATISFIABLE ->
                    new ProblemExplanation(
                            "The Range header asks for bytes beyond the end of the result; Content-Range says how many it"
                                    + " has.",
                            "Ask for a range that begins before the end. Whoever wanted to resume a download has all of it.");
            case JOB_FAILED ->
                    new ProblemExplanation(
                            "The job, or an attempt at it, failed. The member code says more exactly why, message says it in a"
                                    + " sentence; both depend on the type of the job.",
                            "Where the cause is the request, submit a corrected one as a new job. Else POST to the job's"
                                    + " /retry once the cause is removed.");
            case INTERNAL_ERROR ->
                    new ProblemExplanation(
                            "Something went wrong that nobody had thought of. Whether the request had an effect is not known.",
                            "Repeat it under the same Idempotency-Key. If it fails again, give the operator the reference in"
                                    + " detail, under which the log has the cause.");
            case NOT_HERE ->
                    new ProblemExplanation(
                            "This process runs jobs or tidies up, and does not answer callers.",
                            "Ask a process that has the role web.");
            case FILES_UNAVAILABLE ->
                    new ProblemExplanation(
                            "The store that holds results and files did not answer. What it holds is not lost.",
                            "Wait for as long as Retry-After says, and repeat the request.");
            case DATABASE_UNAVAILABLE ->
                    new ProblemExplanation(
                            "The database did not answer. Whether the request had an effect is not known.",
                            "Wait for as long as Retry-After says, and repeat the request under the same Idempotency-Key.");
        };
    }
}
