package dev.longhaul.notice;

import dev.longhaul.ledger.JobReads;
import dev.longhaul.ledger.JobSnapshot;
import dev.longhaul.ledger.LedgerUnavailable;
import dev.longhaul.ledger.NewNotice;
import dev.longhaul.ledger.Notices;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Tells what is due, some at once, each on a thread of its own: who answers slowly keeps nobody waiting but the other notices
 * of the same owner, who has a share of the {@link Places}. At least once: what a process that dies had taken is due again when
 * its lease is over.
 */
@Singleton
public class Deliveries {

    private static final Logger LOG = Logger.getLogger(Deliveries.class);
    private static final long FAREWELL_SECONDS = 3;

    private final Notices notices;
    private final JobReads jobs;
    private final Webhook webhook;
    private final EndedMail mail;
    private final NoticeBackoff backoff;
    private final NoticeSettings settings;
    private final InstantSource clock;
    private final Places places;
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("notice-", 0).factory());

    Deliveries(
            Notices notices,
            JobReads jobs,
            Webhook webhook,
            EndedMail mail,
            NoticeBackoff backoff,
            NoticeSettings settings,
            InstantSource clock) {
        this.notices = notices;
        this.jobs = jobs;
        this.webhook = webhook;
        this.mail = mail;
        this.backoff = backoff;
        this.settings = settings;
        this.clock = clock;
        this.places = new Places(settings.atOnce());
    }

    /**
     * Begins to tell what is due, as much as there is room for. For one thread at a time.
     *
     * @throws LedgerUnavailable if the database is away
     */
    public void begin() {
        boolean more = true;
        while (more && places.next() > 0 && !threads.isShutdown()) {
            List<Notices.Due> group =
                    notices.claim(places.next(), settings.lease(), places.sated());
            group.forEach(this::start);
            more = !group.isEmpty();
        }
    }

    private void start(Notices.Due due) {
        places.take(due.owner());
        threads.execute(() -> {
            try {
                deliver(due);
            } finally {
                places.release(due.owner());
            }
        });
    }

    /** What is under way has a moment to end; else it is told once more, by whoever comes after. */
    void stop(@Observes ShutdownEvent end) throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
            threads.shutdownNow();
            threads.awaitTermination(FAREWELL_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void deliver(Notices.Due due) {
        Instant started = clock.instant();
        try {
            Told told = tell(due);
            Duration took = Duration.between(started, clock.instant());
            notices.record(due, made(due, told, started, took));
        } catch (InterruptedException e) {
            // The process ends; the lease will, too.
            Thread.currentThread().interrupt();
        } catch (LedgerUnavailable e) {
            LOG.errorf(
                    "Job %s: what became of notice %d could not be recorded; it is delivered again in %s. Is the database up?"
                            + " (%s)",
                    due.job(), due.number(), settings.lease(), e.getMessage());
        }
    }

    private Told tell(Notices.Due due) throws InterruptedException {
        if (due.tries() > settings.tries()) {
            // The last one did not come back: its process died, perhaps of this notice.
            return new Told.Never(
                    OptionalInt.empty(), "Each try ended without an answer being recorded.");
        }
        Optional<JobSnapshot> job = jobs.find(due.job(), due.owner());
        if (job.isEmpty()) {
            return new Told.Never(OptionalInt.empty(), "The job had gone before this was told.");
        }
        if (job.get().status() != due.event()) {
            return new Told.Never(
                    OptionalInt.empty(), "The job was tried again before this was told.");
        }
        try {
            return switch (due.kind()) {
                case NewNotice.EMAIL -> mail.tell(due, job.get());
                case NewNotice.WEBHOOK -> webhook.tell(due, job.get());
                default ->
                        new Told.Never(OptionalInt.empty(), "Nobody here knows how to tell this.");
            };
        } catch (InterruptedException | LedgerUnavailable e) {
            throw e;
        } catch (Exception e) {
            LOG.errorf(e, "Job %s: notice %d could not be delivered", due.job(), due.number());
            return new Told.NotNow(
                    OptionalInt.empty(),
                    "Something went wrong here; the operator finds it in the log.",
                    due.decided(),
                    Optional.empty());
        }
    }

    private Notices.Try made(Notices.Due due, Told told, Instant started, Duration took) {
        return switch (told) {
            case Told.Delivered(var status, String words, List<String> decided) ->
                    new Notices.Try(started, took, true, status, words, decided, Optional.empty());
            case Told.NotNow(var status, String words, List<String> decided, var after) ->
                    new Notices.Try(
                            started,
                            took,
                            false,
                            status,
                            words,
                            decided,
                            backoff.after(due.tries(), after));
            case Told.Never(var status, String words) ->
                    new Notices.Try(
                            started, took, false, status, words, due.decided(), Optional.empty());
        };
    }
}
