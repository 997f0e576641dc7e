package dev.longhaul.ledger;

import dev.longhaul.job.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A worker's hold on one attempt at a job, for as long as its lease is renewed.
 *
 * @param attempt the attempt's number, the fencing token of everything that is written for it
 * @param lane whose turn it was
 * @param parameters JSON as the caller sent it
 * @param failures how many attempts failed before
 * @param maxAttempts how many failed attempts end the job
 * @param timeout how long the attempt may take
 * @param runAt since when it could run
 * @param claimedAt by the database's clock
 */
public record Claim(
        JobId job,
        int attempt,
        String type,
        String owner,
        long lane,
        String parameters,
        int failures,
        int maxAttempts,
        Optional<Duration> timeout,
        Instant runAt,
        Instant claimedAt) {}
