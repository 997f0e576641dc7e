package dev.longhaul.intake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.longhaul.handler.Violation;
import dev.longhaul.job.JobId;
import dev.longhaul.job.JobStatus;
import dev.longhaul.ledger.JobReads;
import dev.longhaul.ledger.JobSnapshot;
import dev.longhaul.ledger.LedgerUnavailable;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks whether there is what a request refers to as the results of other jobs. */
@Singleton
class ReferredResults {

    private final JobReads jobs;

    ReferredResults(JobReads jobs) {
        this.jobs = jobs;
    }

    /**
     * What is wrong with the references: the owner has no such job, or it has no result.
     *
     * @param pointers of the references, each an object with a member {@code job}, in the parameters of the request
     * @throws LedgerUnavailable if the database is away
     */
    List<Violation> check(JsonNode request, List<String> pointers, String owner) {
        List<Violation> violations = new ArrayList<>();
        for (String pointer : pointers) {
            String full = "/parameters" + pointer + "/job";
            wrong(request.at(full).asText(), owner)
                    .ifPresent(sentence -> violations.add(new Violation(full, sentence)));
        }
        return violations;
    }

    private Optional<String> wrong(String name, String owner) {
        Optional<JobSnapshot> job = JobId.parse(name).flatMap(id -> jobs.find(id, owner));
        if (job.isEmpty()) {
            return Optional.of(
                    "must be the id of a job of yours that has succeeded; you have no job '"
                            + name
                            + "'");
        }
        JobStatus status = job.get().status();
        if (status != JobStatus.SUCCEEDED) {
            return Optional.of(
                    "must be the id of a job that has succeeded; this one is "
                            + status.wireName()
                            + (status.isFinished() ? "" : ", so wait for its end"));
        }
        return job.get().result().isPresent()
                ? Optional.empty()
                : Optional.of("must be the id of a job that has a result; this one made none");
    }
}
