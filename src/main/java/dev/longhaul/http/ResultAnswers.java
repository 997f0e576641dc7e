package dev.longhaul.http;

import dev.longhaul.job.JobId;
import dev.longhaul.ledger.JobReads;
import dev.longhaul.ledger.JobSnapshot;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** What the resources of a result answer with where there is none. */
@Singleton
class ResultAnswers {

    private final JobReads jobs;
    private final RetryAfter retryAfter;
    private final Callers callers;

    ResultAnswers(JobReads jobs, RetryAfter retryAfter, Callers callers) {
        this.jobs = jobs;
        this.retryAfter = retryAfter;
        this.callers = callers;
    }

    /** There is none, or there is none any more. */
    Response noJob(String id, Urls urls) {
        return JobId.parse(id)
                        .filter(gone -> jobs.hasExpired(gone, callers.ownerOf(gone)))
                        .isPresent()
                ? Problems.of(
                                ProblemType.RESULT_EXPIRED,
                                urls,
                                "The result was kept for as long as was agreed, and is gone.")
                        .build()
                : JobAnswers.noSuchJob(id, urls);
    }

    /** The job has not come to a result, or never will. */
    Response missing(JobSnapshot job, Urls urls) {
        if (job.status().isFinished()) {
            return Problems.of(
                            ProblemType.RESULT_NOT_AVAILABLE,
                            urls,
                            "The job ended as " + job.status().wireName() + ".",
                            List.of(),
                            job.failure().map(failure -> ErrorRepresentation.of(failure, urls)))
                    .build();
        }
        return Problems.of(
                        ProblemType.RESULT_NOT_READY,
                        urls,
                        "The job has not finished; ask again later.")
                .header(HttpHeaders.RETRY_AFTER, retryAfter.seconds(job))
                .build();
    }

    /** The bytes are not where they were. */
    static Response removed(Urls urls) {
        return Problems.of(ProblemType.RESULT_EXPIRED, urls, "The result of this job was removed.")
                .build();
    }

    static String manifestLink(JobId id, Urls urls) {
        return "<" + urls.manifest(id) + ">; rel=\"describedby\"; type=\"application/json\"";
    }
}
