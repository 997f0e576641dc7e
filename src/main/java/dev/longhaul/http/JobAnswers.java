package dev.longhaul.http;

import dev.longhaul.job.JobId;
import dev.longhaul.ledger.JobReads;
import dev.longhaul.ledger.JobSnapshot;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the resources under {@code /jobs} answer with. */
@Singleton
class JobAnswers {

    private final RetryAfter retryAfter;
    private final Estimates estimates;
    private final JobReads jobs;

    JobAnswers(RetryAfter retryAfter, Estimates estimates, JobReads jobs) {
        this.retryAfter = retryAfter;
        this.estimates = estimates;
        this.jobs = jobs;
    }

    /** {@code 202}: the job is durable, or what was asked of it is. */
    Response accepted(JobSnapshot job, Urls urls) {
        Response.ResponseBuilder answer =
                representation(job, urls)
                        .status(Response.Status.ACCEPTED)
                        .location(URI.create(urls.job(job.id())))
                        .header("Operation-Location", urls.status(job.id()))
                        .header(HttpHeaders.LINK, statusLink(job.id(), urls))
                        .header(HttpHeaders.CACHE_CONTROL, "no-store");
        return whileActive(answer, job).build();
    }

    /** {@code 303} to the result. */
    static Response seeResult(JobSnapshot job, Urls urls) {
        return Response.seeOther(URI.create(urls.result(job.id())))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** {@code 200} with the job as it is, which will not be so for long. */
    Response progress(JobSnapshot job, Urls urls) {
        return whileActive(
                        representation(job, urls).header(HttpHeaders.CACHE_CONTROL, "no-store"),
                        job)
                .build();
    }

    /** The job as it is, unless the caller has that already: {@code 200}, {@code 304} or {@code 412}. */
    Response status(JobSnapshot job, Urls urls, HttpHeaders request) {
        Optional<Instant> completion = estimates.completion(job);
        EntityTag tag = tag(job, completion);
        return switch (Preconditions.of(request, tag)) {
            case HOLD -> current(representation(job, completion, urls), job, tag);
            case NOT_MODIFIED -> current(Response.notModified(), job, tag);
            case FAILED -> Problems.preconditionFailed(urls).build();
        };
    }

    /** Whether the caller says that what he has is another state of the job than this. */
    boolean isNewsTo(HttpHeaders request, JobSnapshot job) {
        List<String> has = request.getRequestHeader(HttpHeaders.IF_NONE_MATCH);
        return has != null
                && !has.isEmpty()
                && Preconditions.of(request, tag(job, estimates.completion(job)))
                        == Preconditions.HOLD;
    }

    private Response current(Response.ResponseBuilder answer, JobSnapshot job, EntityTag tag) {
        return whileActive(
                        sunset(answer, job)
                                .tag(tag)
                                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache"),
                        job)
                .build();
    }

    /** Follows all that can be seen of a job, also what changes with time alone, which its version does not count. */
    private static EntityTag tag(JobSnapshot job, Optional<Instant> completion) {
        return new EntityTag(
                job.version()
                        + (job.due() ? "" : "-scheduled")
                        + completion.map(time -> "-" + time.getEpochSecond()).orElse(""));
    }

    /** Says until when it will be there, once that is known (RFC 8594). */
    static Response.ResponseBuilder sunset(Response.ResponseBuilder answer, JobSnapshot job) {
        job.expires().ifPresent(time -> answer.header("Sunset", HttpDate.of(time)));
        return answer;
    }

    private Response.ResponseBuilder representation(JobSnapshot job, Urls urls) {
        return representation(job, estimates.completion(job), urls);
    }

    private static Response.ResponseBuilder representation(
            JobSnapshot job, Optional<Instant> completion, Urls urls) {
        return Response.ok(
                JobRepresentation.of(job, completion, urls), MediaType.APPLICATION_JSON_TYPE);
    }

    private Response.ResponseBuilder whileActive(Response.ResponseBuilder answer, JobSnapshot job) {
        return job.status().isFinished()
                ? answer
                : answer.header(HttpHeaders.RETRY_AFTER, retryAfter.seconds(job));
    }

    static String statusLink(JobId id, Urls urls) {
        return "<" + urls.status(id) + ">; rel=\"status\"";
    }

    /** Why there is no such job: there was one, or there was none. */
    Response missing(String id, String owner, Urls urls) {
        return JobId.parse(id).filter(job -> jobs.hasExpired(job, owner)).isPresent()
                ? Problems.of(
                                ProblemType.JOB_EXPIRED,
                                urls,
                                "The job "
                                        + id
                                        + " was kept for as long as was agreed, and is gone.")
                        .build()
                : noSuchJob(id, urls);
    }

    static Response noSuchJob(String id, Urls urls) {
        String detail =
                JobId.parse(id).isPresent()
                        ? "You have no job " + id + "."
                        : "'" + id + "' is not the id of a job; it would be a UUID.";
        return Problems.of(ProblemType.NO_SUCH_JOB, urls, detail).build();
    }

    /** {@code 409}: another job holds the unique key. */
    static Response alreadyRunning(JobId id, Urls urls) {
        return Problems.of(
                        ProblemType.JOB_ALREADY_RUNNING,
                        urls,
                        "Your job "
                                + id
                                + " of this type has the same unique key and has not finished.",
                        new ConflictingJob(id.toString(), urls.job(id)))
                .location(URI.create(urls.job(id)))
                .header(HttpHeaders.LINK, statusLink(id, urls))
                .build();
    }
}
