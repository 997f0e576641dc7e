package dev.longhaul.chaos;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.core.ConditionTimeoutException;
import org.jboss.logging.Logger;

/**
 * Lets events happen to one cluster, each under a workload of its own.
 *
 * @param jobs how many jobs callers are promised at least, unless the event silences them
 * @param patience how long after an event until its last job has to have ended
 * @param seed of what is submitted
 */
record Trial(Cluster cluster, int jobs, Duration patience, long seed) {

    private static final Logger LOG = Logger.getLogger(Trial.class);

    private static final Duration UNTIL_SWEPT = Duration.ofSeconds(30);
    private static final Duration UNTIL_PROMISED = Duration.ofMinutes(5);

    /** What an event led to. */
    record Finding(Event event, Evidence evidence, Verdict verdict, Duration recovery) {}

    /** Returns when the event is over, everything has settled, and all is looked at. */
    Finding of(Event event) throws Exception {
        LOG.infof("%s …", event.title());
        var moments = new CopyOnWriteArrayList<Instant>();
        var workload = new Workload(cluster, event.title(), seed);
        try (workload) {
            workload.begin();
            var scene = new Scene(cluster, workload, moments);
            scene.awaitBusyWorker();
            event.happen(scene);
            await().atMost(UNTIL_PROMISED)
                    .until(() -> workload.isOver() || workload.promised().size() >= jobs);
        }
        cluster.awaitAnswers();
        return settle(event, new Inquiry(cluster, workload), moments);
    }

    private Finding settle(Event event, Inquiry inquiry, List<Instant> moments) throws Exception {
        waitFor(patience, () -> inquiry.unfinished() == 0);
        waitFor(UNTIL_SWEPT, () -> !inquiry.filesAreLeftOver());
        Evidence evidence = inquiry.gather();
        var violations = new ArrayList<>(Verdict.on(evidence).violations());
        violations.addAll(event.disbelief(evidence));
        var finding =
                new Finding(
                        event,
                        evidence,
                        new Verdict(List.copyOf(violations)),
                        Verdict.recovery(evidence, moments));
        LOG.infof(
                "%s: %d jobs, %d violations %s",
                event.title(), evidence.jobs().size(), violations.size(), violations);
        return finding;
    }

    /** Waits until all is as it should be, or no longer: what does not come about is in the evidence. */
    private void waitFor(Duration patience, Callable<Boolean> condition) {
        try {
            // A file may vanish while one looks at its folder.
            await().atMost(patience)
                    .ignoreExceptions()
                    .until(() -> {
                        cluster.superviseStarts();
                        return condition.call();
                    });
        } catch (ConditionTimeoutException e) {
            LOG.warnf("Not all is as it should be after %s", patience);
        }
    }
}
