package dev.longhaul.ledger;

import dev.longhaul.job.JobId;
import java.time.Instant;
import java.util.Optional;

/**
 * A job as it is accepted.
 *
 * @param parameters JSON, already checked
 * @param labels a JSON object of strings
 * @param runAt not before; empty: at once
 */
public record NewJob(
        JobId id,
        String owner,
        String type,
        Optional<String> description,
        String parameters,
        Optional<String> labels,
        int maxAttempts,
        Optional<Instant> runAt) {}
