package dev.longhaul.http;

import dev.longhaul.job.JobId;
import dev.longhaul.job.StoredResult;
import dev.longhaul.ledger.JobReads;
import dev.longhaul.ledger.JobSnapshot;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.logging.Logger;

/** What the resources of a result answer with where there is none. */
@Singleton
class ResultAnswers {

    private static final Logger LOG = Logger.getLogger(ResultAnswers.class);

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

    /**
     * The bytes are not where they should be. A row goes before its file: where it is still there, somebody took the file away
     * or it was never seen from here, which its operator has to know.
     */
    Response removed(JobSnapshot job, Urls urls) {
        if (jobs.find(job.id(), callers.ownerOf(job.id())).isEmpty()) {
            return noJob(job.id().toString(), urls);
        }
        LOG.errorf(
                "Job %s: its result %s is not where this process looks for results, although the job succeeded and has not"
                        + " expired. Do web and workers share their files? Give all the same LONGHAUL_FILES_DIRECTORY, or a"
                        + " bucket with LONGHAUL_FILES=s3.",
                job.id(), job.result().map(StoredResult::key).orElse(""));
        return Problems.of(
                        ProblemType.RESULT_EXPIRED,
                        urls,
                        "The job made a result, and it is not where results are kept: it was removed before its time, or was"
                                + " never there. The operator finds more in the log.")
                .build();
    }

    static String manifestLink(JobId id, Urls urls) {
        return "<" + urls.manifest(id) + ">; rel=\"describedby\"; type=\"application/json\"";
    }
}
