package dev.longhaul.http;

import dev.longhaul.intake.Acceptance;
import dev.longhaul.intake.FileNotStored;
import dev.longhaul.intake.Intake;
import dev.longhaul.job.JobId;
import dev.longhaul.job.JobStatus;
import dev.longhaul.ledger.JobReads;
import dev.longhaul.ledger.JobSnapshot;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** What {@code POST /jobs} takes, and what it answers. */
@Singleton
class Submissions {

    private final JobBody body;
    private final JobForm form;
    private final Intake intake;
    private final JobReads jobs;
    private final JobAnswers answers;
    private final Callers callers;

    Submissions(
            JobBody body,
            JobForm form,
            Intake intake,
            JobReads jobs,
            JobAnswers answers,
            Callers callers) {
        this.body = body;
        this.form = form;
        this.intake = intake;
        this.jobs = jobs;
        this.answers = answers;
        this.callers = callers;
    }

    /** Takes a job as JSON, or as a form with its files. */
    Acceptance accept(InputStream content, HttpHeaders headers, Optional<String> key)
            throws MalformedJson, BodyTooLarge, BadHeader, FileNotStored, IOException {
        String owner = callers.owner();
        MediaType mediaType = headers.getMediaType();
        return JobForm.is(mediaType)
                ? form.accept(owner, content, mediaType, key)
                : intake.accept(owner, body.read(new CallersBody(content)), key);
    }

    /** The job that was accepted, now or before; empty if none was. */
    Optional<JobSnapshot> job(Acceptance acceptance) {
        return switch (acceptance) {
            case Acceptance.Accepted(var job) -> Optional.of(job);
            case Acceptance.AcceptedBefore(JobId id) -> find(id);
            case Acceptance.KeyReused _,
                    Acceptance.AlreadyRunning _,
                    Acceptance.Refused _,
                    Acceptance.UnknownType _ ->
                    Optional.empty();
        };
    }

    /** To who waited for the end of the job: {@code 303} if it succeeded, else {@code 202}. */
    Response resultOrAccepted(JobSnapshot job, Urls urls) {
        return job.status() == JobStatus.SUCCEEDED
                ? JobAnswers.seeResult(job, urls)
                : answers.accepted(job, urls);
    }

    /** {@code 202}, or what stands against it. */
    Response answer(Acceptance acceptance, Urls urls) {
        return switch (acceptance) {
            case Acceptance.Accepted(var job) -> answers.accepted(job, urls);
            case Acceptance.AcceptedBefore(JobId id) ->
                    find(id).map(job -> answers.accepted(job, urls))
                            .orElseGet(() -> JobAnswers.noSuchJob(id.toString(), urls));
            case Acceptance.KeyReused(var before) ->
                    Problems.of(
                                    ProblemType.IDEMPOTENCY_KEY_REUSED,
                                    urls,
                                    "The key was sent before with another request, which became "
                                            + before.map(id -> "job " + id).orElse("a file")
                                            + ". Use a new key for a new request.")
                            .build();
            case Acceptance.AlreadyRunning(JobId id) -> JobAnswers.alreadyRunning(id, urls);
            case Acceptance.Refused(var violations) ->
                    Problems.of(
                                    ProblemType.VALIDATION_FAILED,
                                    urls,
                                    summary(violations.size()),
                                    violations,
                                    Optional.empty())
                            .build();
            case Acceptance.UnknownType(String type, List<String> known) ->
                    Problems.of(
                                    ProblemType.UNKNOWN_JOB_TYPE,
                                    urls,
                                    "There is no job type '"
                                            + type
                                            + "'. There are: "
                                            + String.join(", ", known)
                                            + ".")
                            .build();
        };
    }

    private static String summary(int errors) {
        return errors == 1
                ? "One thing is wrong with the request; see errors."
                : errors + " things are wrong with the request; see errors.";
    }

    private Optional<JobSnapshot> find(JobId id) {
        return jobs.find(id, callers.ownerOf(id));
    }
}
