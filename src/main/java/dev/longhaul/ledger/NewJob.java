package dev.longhaul.ledger;

import dev.longhaul.job.FileId;
import dev.longhaul.job.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A job as it is accepted.
 *
 * @param parameters JSON, already checked
 * @param labels a JSON object of strings
 * @param priority 0 to 9, 9 goes first
 * @param lane jobs of the same lane take their turns together
 * @param limitKey jobs of the same key share the limit for each key, where their type has one
 * @param timeout how long one attempt may take
 * @param retention how long the job and its result are kept once it has finished
 * @param runAt not before; empty: at once
 * @param uniqueKey of which the owner has at most one unfinished job of this type
 * @param idempotencyKey under which the request can be repeated
 * @param files of the owner's that the job refers to; they stay for as long as it does
 * @param notices what is to be told when it ends
 */
public record NewJob(
        JobId id,
        String owner,
        String type,
        Optional<String> description,
        String parameters,
        Optional<String> labels,
        String queue,
        int priority,
        long lane,
        OptionalLong limitKey,
        int maxAttempts,
        Optional<Duration> timeout,
        Duration retention,
        Optional<Instant> runAt,
        Optional<String> uniqueKey,
        Optional<IdempotencyKey> idempotencyKey,
        Set<FileId> files,
        List<NewNotice> notices) {

    /** A job that refers to no files and has nothing to tell. */
    public NewJob(
            JobId id,
            String owner,
            String type,
            Optional<String> description,
            String parameters,
            Optional<String> labels,
            String queue,
            int priority,
            long lane,
            OptionalLong limitKey,
            int maxAttempts,
            Optional<Duration> timeout,
            Duration retention,
            Optional<Instant> runAt,
            Optional<String> uniqueKey,
            Optional<IdempotencyKey> idempotencyKey) {
        this(
                id,
                owner,
                type,
                description,
                parameters,
                labels,
                queue,
                priority,
                lane,
                limitKey,
                maxAttempts,
                timeout,
                retention,
                runAt,
                uniqueKey,
                idempotencyKey,
                Set.of(),
                List.of());
    }

    /** The bytes that it takes in a statement, about. */
    int weight() {
        return parameters.length() + labels.map(String::length).orElse(0);
    }
}
