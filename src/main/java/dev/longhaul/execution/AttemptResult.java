package dev.longhaul.execution;

import dev.longhaul.files.FileStore;
import dev.longhaul.files.StagedFile;
import dev.longhaul.handler.LogLevel;
import dev.longhaul.handler.ResultStream;
import dev.longhaul.job.StoredResult;
import dev.longhaul.ledger.Checkpoints;
import dev.longhaul.ledger.Leases;
import dev.longhaul.ledger.LedgerUnavailable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The result that an attempt writes, and the checkpoints from which another attempt can go on with it. For the handler's
 * thread.
 */
final class AttemptResult implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(AttemptResult.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Leases.Hold hold;
    private final FileStore files;
    private final Checkpoints checkpoints;
    private final AttemptLog log;

    /** What is done when the ledger says that somebody else ended the attempt. */
    private final Runnable whenLost;

    private @Nullable StagedFile file;
    private @Nullable ResultFile stream;

    /** Whether the ledger may hold a checkpoint of this job. */
    private boolean checkpointed;

    /** Whether a checkpoint may refer to the staged file. */
    private boolean needed;

    AttemptResult(
            Leases.Hold hold,
            FileStore files,
            Checkpoints checkpoints,
            AttemptLog log,
            Runnable whenLost) {
        this.hold = hold;
        this.files = files;
        this.checkpoints = checkpoints;
        this.log = log;
        this.whenLost = whenLost;
    }

    ResultStream open(String filename, String mediaType) throws IOException {
        requireUnopened();
        if (file == null) {
            try {
                file = files.stage(hold.job(), hold.attempt());
            } catch (IOException e) {
                throw new ResultNotStored(e);
            }
        }
        stream = new ResultFile(file, filename, mediaType);
        return stream;
    }

    private void requireUnopened() {
        if (stream != null) {
            throw new IllegalStateException(
                    "the result of attempt " + hold.attempt() + " was opened already");
        }
    }

    /** Saves a checkpoint with what is written so far. */
    void save(String state) throws IOException, InterruptedException {
        OptionalLong durable = file == null ? OptionalLong.empty() : OptionalLong.of(file.sync());
        // Before it is known: an answer that is lost may have been a yes.
        checkpointed = true;
        needed = file != null;
        if (!patiently(() -> checkpoints.save(hold, state, durable))) {
            whenLost.run();
            throw new InterruptedException("another attempt has taken over");
        }
    }

    /** The state of the newest checkpoint; the file then begins with what belongs to it. */
    Optional<String> resume() throws IOException, InterruptedException {
        requireUnopened();
        if (hold.attempt() == 1) {
            return Optional.empty();
        }
        Optional<Checkpoints.Checkpoint> saved = patiently(() -> checkpoints.find(hold.job()));
        if (saved.isEmpty()) {
            return Optional.empty();
        }
        checkpointed = true;
        int earlier = saved.get().attempt();
        if (!takeOver(saved.get())) {
            log.add(
                    LogLevel.WARNING,
                    "The file that attempt %d had begun is gone, so attempt %d starts over"
                            .formatted(earlier, hold.attempt()));
            return Optional.empty();
        }
        log.add(
                LogLevel.INFO,
                "Attempt %d goes on from the checkpoint of attempt %d"
                        .formatted(hold.attempt(), earlier));
        return Optional.of(saved.get().state());
    }

    private boolean takeOver(Checkpoints.Checkpoint saved)
            throws IOException, InterruptedException {
        if (saved.resultBytes().isEmpty()) {
            return true;
        }
        Optional<StagedFile> copy =
                files.stageFrom(
                        hold.job(),
                        saved.attempt(),
                        hold.attempt(),
                        saved.resultBytes().getAsLong());
        if (copy.isEmpty()) {
            return false;
        }
        file = copy.get();
        // From here on the checkpoint is this attempt's, and nobody needs the earlier file.
        save(saved.state());
        files.discardStaged(hold.job(), saved.attempt());
        return true;
    }

    /** Gives up what {@link #resume} gave. */
    void startOver(String reason) throws IOException, InterruptedException {
        requireUnopened();
        patiently(() -> {
            checkpoints.forget(hold);
            return true;
        });
        if (file != null) {
            file.close();
            file = null;
        }
        needed = false;
        log.add(LogLevel.WARNING, "%s So attempt %d starts over".formatted(reason, hold.attempt()));
    }

    /** The work is there and the database will be back: waiting beats doing it again. */
    private <T> T patiently(Supplier<T> statement) throws InterruptedException {
        while (true) {
            try {
                return statement.get();
            } catch (LedgerUnavailable e) {
                LOG.errorf(
                        "Job %s: attempt %d waits for the database to keep or give its checkpoint, and tries each second."
                                + " Is the database up? (%s)",
                        hold.job(), hold.attempt(), e.getMessage());
                Thread.sleep(PAUSE);
            }
        }
    }

    /** Makes the result durable, if {@code returned} is the stream that {@link #open} gave. */
    StoredResult publish(ResultStream returned, OptionalLong rows) throws IOException {
        if (stream == null || returned != stream) {
            throw new IllegalStateException(
                    "a handler returns the stream that it got from its own context");
        }
        return stream.publish(rows);
    }

    /** Says that the job is finished: no attempt will go on from here. */
    void finished() {
        needed = false;
        if (checkpointed) {
            try {
                checkpoints.forget(hold);
            } catch (LedgerUnavailable e) {
                LOG.debugf("Job %s: its checkpoint goes when the job goes", hold.job());
            }
        }
    }

    /** Removes what was not published, unless another attempt can go on from it. */
    @Override
    public void close() throws IOException {
        if (file != null && needed) {
            file.keep();
        } else if (file != null) {
            file.close();
        }
    }
}
