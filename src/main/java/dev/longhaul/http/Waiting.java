package dev.longhaul.http;

import dev.longhaul.ledger.Glance;
import dev.longhaul.ledger.JobReads;
import dev.longhaul.ledger.JobSnapshot;
import dev.longhaul.ledger.LedgerUnavailable;
import dev.longhaul.watch.Watch;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Keeps callers waiting who asked for it, without a thread for each, and looks at their jobs again when it is over. A
 * caller who hangs up cancels his wait.
 */
@Singleton
class Waiting {

    private final Watch watch;
    private final JobReads jobs;

    Waiting(Watch watch, JobReads jobs) {
        this.watch = watch;
        this.jobs = jobs;
    }

    /** The job once it is another than {@code job}, or as it is when the time is up; empty if it has gone. */
    Uni<Optional<JobSnapshot>> forChange(JobSnapshot job, PreferredWait wait) {
        return job.status().isFinished()
                ? Uni.createFrom().item(Optional.of(job))
                : until(job, wait, glance -> !glance.equals(job.glance()));
    }

    /** The job once it has finished, or as it is when the time is up; empty if it has gone. */
    Uni<Optional<JobSnapshot>> forEnd(JobSnapshot job, PreferredWait wait) {
        return job.status().isFinished()
                ? Uni.createFrom().item(Optional.of(job))
                : until(job, wait, glance -> glance.status().isFinished())
                        // Whatever became of the database since, the job was taken.
                        .onFailure(LedgerUnavailable.class)
                        .recoverWithItem(Optional.of(job));
    }

    private Uni<Optional<JobSnapshot>> until(
            JobSnapshot job, PreferredWait wait, Predicate<Glance> enough) {
        return Uni.createFrom()
                .completionStage(() -> watch.await(job.id(), enough, wait.duration()))
                .chain(() ->
                        Uni.createFrom()
                                .completionStage(() -> jobs.findSoon(job.id(), job.owner())))
                // What comes next may take its time, and the threads of the ledger have none.
                .emitOn(Infrastructure.getDefaultExecutor());
    }
}
