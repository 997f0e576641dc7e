package dev.longhaul.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.longhaul.ledger.JobPage;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page of jobs. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(name = "JobList", description = "Some of the caller's jobs, the newest first.")
record JobListRepresentation(
        @Schema(
                        description =
                                "May be fewer than were asked for, even none, although there are more: what has to be"
                                        + " looked for among many jobs is looked for step by step.")
                List<JobRepresentation> jobs,
        @Schema(description = "Leads to the next page; absent on the last.")
                Optional<String> nextPageToken) {

    static JobListRepresentation of(JobPage page, Optional<String> nextPageToken, Urls urls) {
        return new JobListRepresentation(
                page.jobs().stream().map(job -> JobRepresentation.of(job, urls)).toList(),
                nextPageToken);
    }
}
