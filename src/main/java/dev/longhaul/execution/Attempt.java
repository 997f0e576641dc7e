package dev.longhaul.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.longhaul.files.FileStore;
import dev.longhaul.handler.FileRef;
import dev.longhaul.handler.FileStream;
import dev.longhaul.handler.InputRef;
import dev.longhaul.handler.JobContext;
import dev.longhaul.handler.LogLevel;
import dev.longhaul.handler.PermanentFailure;
import dev.longhaul.handler.ResultStream;
import dev.longhaul.job.JobEvent;
import dev.longhaul.job.JobId;
import dev.longhaul.job.Lifecycle;
import dev.longhaul.job.Progress;
import dev.longhaul.job.StoredResult;
import dev.longhaul.ledger.Checkpoints;
import dev.longhaul.ledger.Claim;
import dev.longhaul.ledger.Leases;
import dev.longhaul.ledger.ProgressReports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One attempt under way: what its handler sees of it, and what the rest of the worker tells it.
 *
 * <p>The handler's thread writes progress and result; the heartbeat and the shutdown say {@link #stop}; the progress
 * writer takes the latest report.
 */
final class Attempt implements JobContext, AutoCloseable {

    /** Why an attempt is to end before its handler is done. */
    enum Stop {
        /** Somebody else ended the attempt: nothing that it does counts any more. */
        LEASE_LOST,
        /** The worker shuts down. */
        HANDED_BACK,
        /** Somebody does not want the job any more. */
        CANCELED,
        /** It took longer than its job allows. */
        TIMED_OUT
    }

    private record News(Optional<Progress> progress, Optional<String> stage) {
        static final News NONE = new News(Optional.empty(), Optional.empty());
    }

    private final Claim claim;
    private volatile @Nullable Thread thread;
    private volatile Instant began = Instant.MAX;
    private final AtomicReference<@Nullable Stop> stop = new AtomicReference<>();
    private final AtomicBoolean decided = new AtomicBoolean();
    private volatile Instant stoppedAt = Instant.MAX;
    private final AtomicReference<News> news = new AtomicReference<>(News.NONE);
    private News written = News.NONE;
    private final AttemptLog log;
    private final AttemptResult result;
    private final InputFiles inputs;
    private final Queue<InputFile> opened = new ConcurrentLinkedQueue<>();
    private final ObjectReader json;

    /**
     * @param json what reads the states of checkpoints
     */
    Attempt(
            Claim claim,
            FileStore files,
            InputFiles inputs,
            Checkpoints checkpoints,
            ObjectReader json,
            InstantSource clock) {
        this.claim = claim;
        this.inputs = inputs;
        this.json = json;
        this.log = new AttemptLog(claim, clock);
        this.result =
                new AttemptResult(
                        new Leases.Hold(claim.job(), claim.attempt()),
                        files,
                        checkpoints,
                        log,
                        () -> stop(Stop.LEASE_LOST, clock.instant()));
    }

    /** Says which thread its handler will have. */
    void runOn(Thread handlersThread) {
        thread = handlersThread;
    }

    /** Says that the handler begins, from when its time is counted. */
    void begin(Instant now) {
        began = now;
    }

    Claim claim() {
        return claim;
    }

    Leases.Hold hold() {
        return new Leases.Hold(claim.job(), claim.attempt());
    }

    /** Asks the handler to end, by interrupting its thread. The first reason stays. */
    void stop(Stop reason, Instant now) {
        if (stop.compareAndSet(null, reason)) {
            stoppedAt = now;
            Thread handlersThread = thread;
            if (handlersThread != null) {
                handlersThread.interrupt();
            }
        }
    }

    /** Whether it has had its time. */
    boolean overdue(Instant now) {
        return claim.timeout()
                .filter(timeout -> Duration.between(began, now).compareTo(timeout) > 0)
                .isPresent();
    }

    /** Whether it was asked to end so long ago that its handler does not seem to listen. */
    boolean ignoresStop(Instant now, Duration patience) {
        return stoppedAt.isBefore(now.minus(patience));
    }

    /** Whether the caller is the first to say how the attempt ended: the one whose word is recorded. */
    boolean decide() {
        return decided.compareAndSet(false, true);
    }

    /** Why the attempt was asked to end, if it was. */
    Optional<Stop> stopped() {
        return Optional.ofNullable(stop.get());
    }

    /** What there is to write, until {@link #wrote} says that it is written. For the progress writer's thread only. */
    Optional<ProgressReports.Report> news() {
        News latest = news.get();
        return latest.equals(written)
                ? Optional.empty()
                : Optional.of(
                        new ProgressReports.Report(hold(), latest.progress(), latest.stage()));
    }

    /** Says that the ledger has it. For the progress writer's thread only. */
    void wrote(ProgressReports.Report report) {
        written = new News(report.progress(), report.stage());
    }

    AttemptLog log() {
        return log;
    }

    /** What the handler reported last. */
    Optional<Progress> lastProgress() {
        return news.get().progress();
    }

    @Override
    public JobId id() {
        return claim.job();
    }

    @Override
    public int attempt() {
        return claim.attempt();
    }

    @Override
    public void progress(Progress progress) {
        news.updateAndGet(before -> new News(Optional.of(progress), before.stage()));
    }

    @Override
    public void stage(String words) {
        news.updateAndGet(before -> new News(before.progress(), Optional.of(words)));
    }

    @Override
    public void log(LogLevel level, String message) {
        log.add(level, message);
    }

    @Override
    public FileStream open(FileRef file) throws IOException, PermanentFailure {
        InputFile stream = inputs.open(file, claim.owner());
        opened.add(stream);
        return stream;
    }

    @Override
    public FileStream open(InputRef input) throws IOException, PermanentFailure {
        InputFile stream = inputs.open(input, claim.owner());
        opened.add(stream);
        return stream;
    }

    @Override
    public ResultStream result(String filename, String mediaType) throws IOException {
        return result.open(filename, mediaType);
    }

    @Override
    public void checkpoint(JsonNode state) throws IOException, InterruptedException {
        String text = state.toString();
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_CHECKPOINT_BYTES) {
            throw new IllegalArgumentException(
                    "the state of a checkpoint has %d bytes; let it have at most %d"
                            .formatted(bytes, MOST_CHECKPOINT_BYTES));
        }
        result.save(text);
    }

    @Override
    public Optional<JsonNode> resume() throws IOException, InterruptedException {
        Optional<String> state = result.resume();
        return state.isEmpty() ? Optional.empty() : Optional.of(json.readTree(state.get()));
    }

    @Override
    public void startOver(String reason) throws IOException, InterruptedException {
        result.startOver(reason);
    }

    /**
     * Makes the result durable.
     *
     * @param stream what the handler returned
     * @throws IOException if the store failed
     * @throws IllegalStateException if the stream is not the one that {@link #result} gave
     */
    StoredResult publish(ResultStream stream, OptionalLong rows) throws IOException {
        return result.publish(stream, rows);
    }

    /** Says that the ledger knows how the attempt ended. */
    void ended(JobEvent.Ending ending) {
        if (Lifecycle.ofEnding(ending).to().isFinished()) {
            result.finished();
        }
    }

    /** Closes what is open, and removes a result that was not published and that no other attempt can go on with. */
    @Override
    public void close() throws IOException {
        try (result) {
            for (InputFile file : opened) {
                file.close();
            }
        }
    }
}
