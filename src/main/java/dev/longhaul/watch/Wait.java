package dev.longhaul.watch;

import dev.longhaul.job.JobId;
import dev.longhaul.ledger.Glance;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** Waits for one thing, once, and not for ever. */
final class Wait implements Watcher {

    private final JobId job;
    private final Predicate<Glance> enough;
    private final Instant deadline;
    private final CompletableFuture<Void> over = new CompletableFuture<>();

    Wait(JobId job, Predicate<Glance> enough, Instant deadline) {
        this.job = job;
        this.enough = enough;
        this.deadline = deadline;
    }

    CompletableFuture<Void> over() {
        return over;
    }

    @Override
    public JobId job() {
        return job;
    }

    @Override
    public void see(Optional<Glance> glance) {
        if (glance.map(enough::test).orElse(true)) {
            over.complete(null);
        }
    }

    @Override
    public void beat(Instant now) {
        if (!now.isBefore(deadline)) {
            over.complete(null);
        }
    }

    @Override
    public void release() {
        over.complete(null);
    }
}
