package dev.longhaul.handler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.longhaul.job.JobId;
import dev.longhaul.job.Progress;
import java.io.IOException;
import java.util.Optional;

/**
 * One attempt, as its handler sees it.
 */
public interface JobContext {

    /** How large the state of a checkpoint may be. */
    int MOST_CHECKPOINT_BYTES = 64 * 1024;

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
     * Writes a line for whoever looks at the job: {@code GET /jobs/{id}/log}. The worker's own log has it too, in the category
     * {@code dev.longhaul.job.<type>}. Throttled like progress. An attempt keeps a thousand lines and 256 KiB, and of each
     * message 4,000 characters.
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
     * Opens a file that the caller brought, at its first byte. As often as wanted.
     *
     * @throws PermanentFailure if there is no such file any more
     * @throws IOException if the file store failed
     */
    FileStream open(FileRef file) throws IOException, PermanentFailure;

    /**
     * Opens a file that the caller brought, or the result of another job of theirs, at its first byte. As often as wanted.
     *
     * @throws PermanentFailure if it is not there any more
     * @throws IOException if the file store failed
     */
    FileStream open(InputRef input) throws IOException, PermanentFailure;

    /**
     * Opens the result file. At most one for an attempt.
     *
     * @param filename what a browser shall save it as, without a path
     * @param mediaType RFC 9110 §8.3.1, with charset where it has one
     * @throws IOException if the file store cannot take it
     * @throws IllegalStateException on the second call
     */
    ResultStream result(String filename, String mediaType) throws IOException;

    /**
     * Saves from where another attempt can go on if this one does not come to its end. What was written to the result so far
     * is made durable first and belongs to it, so call it every few seconds rather than with every row. The newest replaces
     * those before it. Durable when it returns; while the database is away it waits.
     *
     * @param state what the handler has to know to go on; at most {@link #MOST_CHECKPOINT_BYTES} as JSON
     * @throws InterruptedException if the attempt has lost its job and is to stop
     * @throws IOException if the file store failed
     * @throws IllegalArgumentException if the state is too large
     */
    void checkpoint(JsonNode state) throws IOException, InterruptedException;

    /**
     * Goes on from the newest {@link #checkpoint} of the attempts before: {@link #result} will give a stream that begins with
     * what was durable then. Call it before {@link #result}, and once.
     *
     * @return the state that was saved. Empty if there is none, or if what belongs to it is gone: then the attempt starts from
     *     nothing.
     * @throws InterruptedException if the attempt has lost its job or is to stop for another reason
     * @throws IOException if the file store failed
     */
    Optional<JsonNode> resume() throws IOException, InterruptedException;

    /**
     * Gives up what {@link #resume} gave, because it does not fit any more: the attempt starts from nothing, and the job's log
     * says so. Call it before {@link #result}.
     *
     * @param reason why, a sentence
     * @throws InterruptedException if the attempt is to stop
     * @throws IOException if the file store failed
     */
    void startOver(String reason) throws IOException, InterruptedException;
}
