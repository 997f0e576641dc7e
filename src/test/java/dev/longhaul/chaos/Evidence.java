package dev.longhaul.chaos;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is there when all is over: what callers were promised, what the ledger says, what callers get, which files lie
 * around.
 *
 * @param asked what callers asked for, by label
 * @param promised ids of the jobs that were answered with 202, by label
 * @param refusals answers that blame the caller
 * @param jobs all jobs of the workload that the ledger knows, also those whose callers got no answer
 * @param killed workers that were killed
 * @param keys files of results that the ledger points to, for whatever workload
 * @param results files that lie in the folder of results
 * @param staged files that are being written, or were
 */
record Evidence(
        Map<String, Task> asked,
        Map<String, String> promised,
        List<String> refusals,
        List<Job> jobs,
        List<Cluster.Killed> killed,
        List<String> keys,
        List<String> results,
        List<String> staged) {

    /**
     * A job as the ledger has it.
     *
     * @param label by which its caller knows it
     * @param attempt the number of its newest attempt
     * @param attempts those that ended, by number
     * @param starts how often the witness saw it start
     * @param ends how often the witness saw it end
     * @param outcomes how often the witness saw it get a result
     * @param answer what its caller gets
     */
    record Job(
            String id,
            String label,
            String status,
            int attempt,
            Instant created,
            Optional<Instant> finished,
            List<Attempt> attempts,
            Optional<Result> result,
            int starts,
            int ends,
            int outcomes,
            Answer answer) {}

    /** An attempt that ended. */
    record Attempt(
            int number,
            String worker,
            Instant started,
            Instant finished,
            String outcome,
            @Nullable String code,
            @Nullable String message,
            @Nullable String detail) {}

    /** Where the ledger says that the result is, and what it says of it. */
    record Result(String key, long size, String sha256, @Nullable Long rows) {}

    /**
     * What the caller of a job gets.
     *
     * @param status the word at {@code /jobs/{id}/status}
     * @param body where {@code /jobs/{id}} leads to; empty if it leads nowhere
     */
    record Answer(String status, Optional<Body> body) {}

    /**
     * What a caller got as the result.
     *
     * @param complaint what is wrong with it, by the task
     */
    record Body(long size, String sha256, Optional<String> complaint) {}
}
