package dev.longhaul.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.longhaul.job.JobId;
import dev.longhaul.ledger.Glance;
import dev.longhaul.ledger.JobReads;
import dev.longhaul.ledger.JobSnapshot;
import dev.longhaul.watch.Watch;
import dev.longhaul.watch.Watcher;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.spi.ServerHttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * An open stream of a job's events. One thing at a time is on its way to the reader; what happens meanwhile is not kept,
 * for the job is read anew when the reader has taken that. So who reads slowly misses steps, but never the end, and costs
 * no more than who reads fast.
 */
final class EventStream implements Watcher {

    /** What all streams share. */
    record Means(
            Watch watch,
            JobReads jobs,
            Estimates estimates,
            ObjectMapper json,
            InstantSource clock) {}

    private static final Logger LOG = Logger.getLogger(EventStream.class);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);

    private final Means means;
    private final Urls urls;
    private final JobId job;
    private final String owner;
    private final ServerHttpResponse response;

    /** Whoever has set it is the one who writes, and the only one who touches what follows. */
    private final AtomicBoolean busy = new AtomicBoolean(true);

    private @Nullable Glance said;
    private Optional<String> stage = Optional.empty();
    private Instant silentSince;

    private volatile boolean released;

    private EventStream(Means means, Urls urls, JobSnapshot job, ServerHttpResponse response) {
        this.means = means;
        this.urls = urls;
        this.job = job.id();
        this.owner = job.owner();
        this.response = response;
        this.silentSince = means.clock().instant();
    }

    /**
     * Begins to write.
     *
     * @param known whether the reader has {@code job} as it is
     */
    static void open(
            Means means, Urls urls, JobSnapshot job, boolean known, ServerHttpResponse response) {
        var stream = new EventStream(means, urls, job, response);
        response.setChunked(true);
        response.addCloseHandler(stream::leave);
        means.watch().join(stream);
        if (response.closed()) {
            stream.leave();
        } else if (known) {
            stream.said = job.glance();
            stream.stage = stream.shown(job).stage();
            // The reader sees that he is connected.
            stream.write(ServerSentEvent.comment(), false);
        } else {
            stream.say(job, false);
        }
    }

    @Override
    public JobId job() {
        return job;
    }

    @Override
    public void see(Optional<Glance> glance) {
        if (!busy.compareAndSet(false, true)) {
            return;
        }
        if (glance.isEmpty()) {
            end();
        } else if (glance.get().equals(said)) {
            busy.set(false);
        } else {
            readAndSay();
        }
    }

    @Override
    public void beat(Instant now) {
        if (!busy.compareAndSet(false, true)) {
            return;
        }
        if (now.isBefore(silentSince.plus(LONGEST_SILENCE))) {
            busy.set(false);
        } else {
            write(ServerSentEvent.comment(), false);
        }
    }

    @Override
    public void release() {
        released = true;
        if (busy.compareAndSet(false, true)) {
            readAndSay();
        }
    }

    private void readAndSay() {
        boolean last = released;
        var _ =
                means.jobs()
                        .findSoon(job, owner)
                        .thenAcceptAsync(
                                found -> found.ifPresentOrElse(now -> say(now, last), this::end),
                                Infrastructure.getDefaultExecutor())
                        .exceptionally(e -> {
                            LOG.debug("An event waits for the next look", e);
                            rest(last);
                            return null;
                        });
    }

    private void say(JobSnapshot now, boolean last) {
        if (now.glance().equals(said)) {
            rest(last);
            return;
        }
        JobRepresentation shown = shown(now);
        var event = new ServerSentEvent(now.version(), name(now, shown), json(shown));
        said = now.glance();
        stage = shown.stage();
        write(event.bytes(), last || now.status().isFinished());
    }

    private JobRepresentation shown(JobSnapshot now) {
        return JobRepresentation.of(now, means.estimates().completion(now), urls);
    }

    private String name(JobSnapshot now, JobRepresentation shown) {
        if (now.status().isFinished()) {
            return now.status().wireName();
        }
        return shown.stage().equals(stage) ? "progress" : "stage";
    }

    private String json(JobRepresentation shown) {
        try {
            return means.json().writeValueAsString(shown);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(byte[] bytes, boolean last) {
        CompletionStage<Void> taken = response.write(bytes);
        var _ =
                taken.whenComplete((_, failure) -> {
                    if (failure == null) {
                        silentSince = means.clock().instant();
                        rest(last);
                    } else {
                        leave();
                    }
                });
    }

    private void rest(boolean last) {
        if (last) {
            end();
            return;
        }
        busy.set(false);
        // Whoever let it go meanwhile found it busy.
        if (released && busy.compareAndSet(false, true)) {
            readAndSay();
        }
    }

    /** For good: it stays busy. */
    private void end() {
        leave();
        if (!response.closed()) {
            response.end();
        }
    }

    private void leave() {
        means.watch().leave(this);
    }
}
