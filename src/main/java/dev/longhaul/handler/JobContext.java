package dev.longhaul.handler;

import dev.longhaul.job.JobId;
import dev.longhaul.job.Progress;
import java.io.IOException;

/**
 * One attempt, as its handler sees it.
 */
public interface JobContext {

    JobId id();

    /** Which attempt this is, from 1. Hand-overs between workers count too. */
    int attempt();

    /**
     * Reports progress. Costs next to nothing, so call it as often as there is news: the engine keeps the latest and
     * writes at most twice a second.
     */
    void progress(Progress progress);

    /** Reports {@code completed} of {@code total} {@code unit} (plural). See {@link #progress(Progress)}. */
    default void progress(long completed, long total, String unit) {
        progress(Progress.of(completed, total, unit));
    }

    /** Says in a few words what the job is doing now: {@code writing rows}. Throttled like progress. */
    void stage(String words);

    /**
     * Writes a line for whoever looks at the job: {@code GET /jobs/{id}/log}. The worker's own log has it too. Throttled like
     * progress. An attempt keeps a thousand lines and 256 KiB, and of each message 4,000 characters.
     */
    void log(LogLevel level, String message);

    /** Says what the job is doing. See {@link #log}. */
    default void info(String message) {
        log(LogLevel.INFO, message);
    }

    /** Says what is not as it should be. See {@link #log}. */
    default void warning(String message) {
        log(LogLevel.WARNING, message);
    }

    /**
     * Opens the result file. At most one for an attempt.
     *
     * @param filename what a browser shall save it as, without a path
     * @param mediaType RFC 9110 §8.3.1, with charset where it has one
     * @throws IOException if the file store cannot take it
     * @throws IllegalStateException on the second call
     */
    ResultStream result(String filename, String mediaType) throws IOException;
}
