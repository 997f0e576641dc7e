package dev.longhaul.handler;

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
