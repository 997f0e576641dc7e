package dev.longhaul.ledger;

import dev.longhaul.job.JobId;
import java.util.List;
import java.util.Optional;

/**
 * Some of a list of jobs, the newest first.
 *
 * @param jobs may be fewer than were asked for, even none, although there are more
 * @param next upon which the next page follows; absent: this is the last
 */
public record JobPage(List<JobSnapshot> jobs, Optional<JobId> next) {}
