package dev.longhaul.watch;

import dev.longhaul.job.JobId;
import dev.longhaul.ledger.Glance;
import dev.longhaul.ledger.JobGlances;
import dev.longhaul.ledger.LedgerUnavailable;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Looks at the jobs that somebody waits for, at all of them together and five times a second, and tells those who wait.
 * One who waits costs an entry in a set: no thread, no timer, no connection to the database. While nobody waits, nothing
 * is read.
 */
@Singleton
public class Watch {

    private static final Logger LOG = Logger.getLogger(Watch.class);
    private static final long BEAT_MILLIS = 200;

    /** Behind all that has no priority: the jobs of this process are drained first, and who waits sees them end. */
    private static final int AFTER_THE_JOBS = 10_000;

    private final JobGlances glances;
    private final InstantSource clock;
    private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile boolean away;
    private volatile boolean ended;

    // Two threads: a database that does not answer must not keep anybody longer than was agreed.
    private final ScheduledExecutorService beats =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("watch-beat").factory());
    private final ExecutorService looks =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("watch-look").factory());

    Watch(JobGlances glances, InstantSource clock) {
        this.glances = glances;
        this.clock = clock;
    }

    /**
     * Waits until enough has happened to a job, or it is gone, or the time is up, or this process ends.
     *
     * @return completed then; whoever cancels it waits no longer
     */
    public CompletableFuture<Void> await(JobId job, Predicate<Glance> enough, Duration atMost) {
        var wait = new Wait(job, enough, clock.instant().plus(atMost));
        var _ = wait.over().whenComplete((_, _) -> leave(wait));
        join(wait);
        return wait.over();
    }

    /** Tells {@code watcher} from now on how his job is. */
    public void join(Watcher watcher) {
        watchers.add(watcher);
        if (ended) {
            watcher.release();
        }
    }

    /** Tells him no more. */
    public void leave(Watcher watcher) {
        watchers.remove(watcher);
    }

    /** How many wait. */
    int size() {
        return watchers.size();
    }

    void start(@Observes StartupEvent event) {
        var _ =
                beats.scheduleWithFixedDelay(
                        this::beat, BEAT_MILLIS, BEAT_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Lets all go while callers can still be answered. */
    void release(@Observes @Priority(AFTER_THE_JOBS) ShutdownDelayInitiatedEvent event) {
        release();
    }

    void stop(@Observes @Priority(AFTER_THE_JOBS) ShutdownEvent event) {
        release();
        beats.shutdown();
        looks.shutdown();
    }

    private void release() {
        ended = true;
        tell(watchers, Watcher::release);
    }

    private void beat() {
        if (watchers.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        tell(watchers, watcher -> watcher.beat(now));
        if (looking.compareAndSet(false, true)) {
            try {
                looks.execute(this::look);
            } catch (RuntimeException | Error e) {
                // An executor drops a task that throws, and nobody would hear of anything again.
                looking.set(false);
                LOG.error("There was no look at the jobs that callers wait for", e);
            }
        }
    }

    private void look() {
        try {
            Map<JobId, List<Watcher>> waiting =
                    watchers.stream().collect(Collectors.groupingBy(Watcher::job));
            Map<JobId, Glance> seen = glances.at(waiting.keySet());
            away = false;
            waiting.forEach((job, those) -> {
                Optional<Glance> glance = Optional.ofNullable(seen.get(job));
                tell(those, watcher -> watcher.see(glance));
            });
        } catch (LedgerUnavailable e) {
            if (!away) {
                LOG.errorf(
                        "Callers who wait for their jobs to change hear nothing for now. Is the database up? (%s)",
                        e.getMessage());
            }
            away = true;
        } catch (RuntimeException | Error e) {
            LOG.error("The look at the jobs that callers wait for failed; the next follows", e);
        } finally {
            looking.set(false);
        }
    }

    /** One who fails must not keep the others from being told. */
    private static void tell(Collection<Watcher> those, Consumer<Watcher> what) {
        for (Watcher watcher : those) {
            try {
                what.accept(watcher);
            } catch (RuntimeException | Error e) {
                LOG.error("One of those who wait for a job could not be told", e);
            }
        }
    }
}
