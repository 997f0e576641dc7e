package dev.longhaul.notice;

import com.fasterxml.jackson.databind.JsonNode;
import dev.longhaul.ledger.JobSnapshot;

/** How a job looks to callers, for a webhook to carry: the room that answers them knows. */
public interface JobDocument {

    /**
     * The job as {@code GET /jobs/{id}/status} would show it.
     *
     * @param base of its URLs, without a slash at the end
     */
    JsonNode of(JobSnapshot job, String base);
}
