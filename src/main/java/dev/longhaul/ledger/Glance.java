package dev.longhaul.ledger;

import dev.longhaul.job.JobStatus;

/**
 * The least that tells whether a job has changed: another glance, another job to look at.
 *
 * @param version grows with every change that a caller can see
 * @param due whether {@code runAt} had passed, which changes without anybody's doing
 */
public record Glance(int version, JobStatus status, boolean due) {}
