package dev.longhaul.handler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Describes a job type: its name, what it takes, how it is tried again. Made with {@link #of} and refined with the
 * methods that return a changed copy.
 *
 * @param name lower-case words joined by hyphens, as it stands in {@code POST /jobs}
 * @param parameters the record that the parameters are read into
 * @param description one sentence, for {@code GET /job-types} and the API's documentation
 * @param example parameters that work on an installation with the samples
 * @param maxAttempts how many failed attempts end the job, where the caller does not say
 * @param timeout how long one attempt may take, where the caller does not say
 * @param backoff how long to wait between attempts, where that is not as usual
 * @param queue where its jobs wait, where the caller does not say
 * @param sample whether it only serves to try the service, and is left out where {@code longhaul.samples} is off
 * @param schema refines the JSON Schema that was made from the record
 * @param <P> the parameters
 */
public record JobType<P>(
        String name,
        Class<P> parameters,
        String description,
        P example,
        int maxAttempts,
        Optional<Duration> timeout,
        Optional<Backoff> backoff,
        Optional<String> queue,
        boolean sample,
        UnaryOperator<ObjectNode> schema) {

    /** How many failed attempts end a job, where neither its type nor its caller says. */
    public static final int DEFAULT_MAX_ATTEMPTS = 3;

    /** A type with the defaults of the engine. */
    public static <P> JobType<P> of(
            String name, Class<P> parameters, String description, P example) {
        return new JobType<>(
                name,
                parameters,
                description,
                example,
                DEFAULT_MAX_ATTEMPTS,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                UnaryOperator.identity());
    }

    public JobType<P> withMaxAttempts(int attempts) {
        return new JobType<>(
                name,
                parameters,
                description,
                example,
                attempts,
                timeout,
                backoff,
                queue,
                sample,
                schema);
    }

    /** The same type, with a limit to how long one attempt may take. */
    public JobType<P> withTimeout(Duration limit) {
        return new JobType<>(
                name,
                parameters,
                description,
                example,
                maxAttempts,
                Optional.of(limit),
                backoff,
                queue,
                sample,
                schema);
    }

    /** The same type, with waits of its own between attempts. */
    public JobType<P> withBackoff(Backoff waits) {
        return new JobType<>(
                name,
                parameters,
                description,
                example,
                maxAttempts,
                timeout,
                Optional.of(waits),
                queue,
                sample,
                schema);
    }

    /** The same type, in a queue that the operator has to configure. */
    public JobType<P> withQueue(String name) {
        return new JobType<>(
                this.name,
                parameters,
                description,
                example,
                maxAttempts,
                timeout,
                backoff,
                Optional.of(name),
                sample,
                schema);
    }

    /** The same type, offered only where the samples are. */
    public JobType<P> asSample() {
        return new JobType<>(
                name,
                parameters,
                description,
                example,
                maxAttempts,
                timeout,
                backoff,
                queue,
                true,
                schema);
    }

    /**
     * Refines the JSON Schema (2020-12) of the parameters with what only shows at run time, such as the names that
     * are allowed. Called at start and after each {@link JobCatalog#refresh}, with a schema that may be changed in place.
     */
    public JobType<P> withSchema(UnaryOperator<ObjectNode> refine) {
        return new JobType<>(
                name,
                parameters,
                description,
                example,
                maxAttempts,
                timeout,
                backoff,
                queue,
                sample,
                refine);
    }
}
