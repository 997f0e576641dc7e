package dev.longhaul.chaos;

import static org.awaitility.Awaitility.await;

import dev.longhaul.PackagedApplication;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Where an event happens.
 *
 * @param moments when harm was done, from which the recovery is counted
 */
record Scene(Cluster cluster, Workload workload, List<Instant> moments) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int A_FEW = 10;

    /** Notes that harm is done now. */
    void harm() {
        moments.add(Instant.now());
    }

    /** The worker that has been in the cluster for the longest time, of those in the middle of something. */
    PackagedApplication awaitBusyWorker() {
        awaitThat("no worker does anything", () -> !cluster.busyWorkers().isEmpty());
        return await().until(cluster::busyWorkers, busy -> !busy.isEmpty()).getFirst();
    }

    /** Waits until callers were promised a few more jobs. */
    void awaitMorePromises() {
        awaitMorePromises(A_FEW);
    }

    /** Waits until callers were promised so many more jobs. */
    void awaitMorePromises(int more) {
        int before = workload.promised().size();
        awaitThat(
                "callers are promised nothing any more",
                () -> workload.promised().size() >= before + more);
    }

    /**
     * @param complaint if it does not come about
     */
    void awaitThat(String complaint, Callable<Boolean> condition) {
        await(complaint)
                .atMost(PATIENCE)
                .until(() -> {
                    cluster.superviseStarts();
                    return condition.call();
                });
    }
}
