package dev.longhaul.handler;

import java.util.Optional;

/**
 * Does the jobs of one type. Implementations are CDI beans, {@code @Singleton} by habit, and are called by many
 * threads at once.
 *
 * @param <P> the parameters, a record
 */
public interface JobHandler<P> {

    /** Describes the type. Asked once, at start. */
    JobType<P> type();

    /**
     * Why no job of the type can succeed in this process, whatever its parameters, as long as the operator does not set
     * something: {@code this installation sends no mail …}. Empty if one can. Asked for each job that is submitted.
     */
    default Optional<String> missing() {
        return Optional.empty();
    }

    /**
     * Makes one attempt. Called on a virtual thread of its own, so plain blocking code is right. The thread is
     * interrupted when the attempt shall stop; let the {@link InterruptedException} pass.
     *
     * @param parameters as the caller sent them, already checked against the schema
     * @param job this attempt: where to report progress and where to write the result
     * @return what the job results in
     * @throws PermanentFailure if another attempt would fail in the same way
     * @throws Exception anything else: the job is tried again, up to its {@code maxAttempts}
     */
    JobResult run(P parameters, JobContext job) throws Exception;
}
