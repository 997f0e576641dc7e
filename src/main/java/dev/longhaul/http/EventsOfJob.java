package dev.longhaul.http;

import dev.longhaul.ledger.JobSnapshot;

/**
 * The events of a job, as the body of an answer.
 *
 * @param known whether the caller has the job as it is
 */
record EventsOfJob(JobSnapshot job, Urls urls, boolean known) {}
