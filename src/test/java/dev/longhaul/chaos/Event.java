package dev.longhaul.chaos;

import dev.longhaul.PackagedApplication;
import dev.longhaul.chaos.Violation.Kind;
import dev.longhaul.local.ExternalDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Something that goes wrong in a cluster at work. When it is over, everything that it took away is there again. */
sealed interface Event {

    /** In the words of the table. */
    String title();

    /** Goes wrong now, while callers submit and workers work. */
    void happen(Scene scene) throws Exception;

    /** What is missing in the evidence if the event had no effect, so that it proves nothing. */
    default List<Violation> disbelief(Evidence evidence) {
        return List.of();
    }

    /** Some attempt ended as it has to when this happens; else the event met nobody. */
    private static List<Violation> unlessSomeAttempt(String outcome, Evidence evidence) {
        return Verdict.attempts(evidence, outcome) > 0
                ? List.of()
                : List.of(
                        new Violation(
                                Kind.UNEXPECTED, "the event", "no attempt ended as " + outcome));
    }

    /** {@code kill -9} of workers in the middle of something, one after another, each replaced by a new one. */
    record WorkersKilled(int times) implements Event {

        @Override
        public String title() {
            return times == 1 ? "worker killed" : "workers killed, " + times + " times in a row";
        }

        @Override
        public void happen(Scene scene) throws Exception {
            for (int i = 0; i < times; i++) {
                PackagedApplication victim = scene.awaitBusyWorker();
                scene.harm();
                scene.cluster().killWorker(victim);
                scene.cluster().startWorker();
                // Else the new ones are killed before they end anything, and nothing is left to
                // try.
                scene.cluster().awaitReady();
            }
        }

        @Override
        public List<Violation> disbelief(Evidence evidence) {
            return unlessSomeAttempt("lost", evidence);
        }
    }

    /** A worker that does nothing for longer than its leases last, and then goes on as if nothing had been. */
    record WorkerStalled() implements Event {

        @Override
        public String title() {
            return "worker stalled beyond its lease";
        }

        @Override
        public void happen(Scene scene) throws Exception {
            PackagedApplication victim = scene.awaitBusyWorker();
            scene.harm();
            victim.pause();
            try {
                scene.awaitThat(
                        "the jobs of a stalled worker stay with it",
                        () -> !scene.cluster().busyWorkers().contains(victim));
                // Others are to be in the middle of what it believes to hold, or done with it.
                scene.awaitMorePromises();
            } finally {
                victim.resume();
            }
        }

        @Override
        public List<Violation> disbelief(Evidence evidence) {
            return unlessSomeAttempt("lost", evidence);
        }
    }

    /** The broker dies and comes back a little later, with or without what it remembered. */
    record BrokerKilled(boolean wiped) implements Event {

        @Override
        public String title() {
            return wiped ? "broker killed, its data wiped" : "broker killed";
        }

        @Override
        public void happen(Scene scene) throws Exception {
            scene.harm();
            scene.cluster().broker().killHard();
            try {
                scene.awaitMorePromises();
                if (wiped) {
                    scene.cluster().broker().wipe();
                }
            } finally {
                scene.cluster().broker().startAgain();
            }
        }
    }

    /** PostgreSQL stops and starts; after an immediate stop it recovers as from a crash. */
    record DatabaseRestarted(ExternalDatabase.Stop stop) implements Event {

        @Override
        public String title() {
            return "PostgreSQL restarted (" + stop.name().toLowerCase(Locale.ROOT) + ")";
        }

        @Override
        public void happen(Scene scene) throws Exception {
            scene.harm();
            scene.cluster().database().restart(stop);
            scene.awaitMorePromises();
        }
    }

    /** All connections to PostgreSQL end at once, in the middle of whatever they do. */
    record ConnectionsEnded(int times) implements Event {

        @Override
        public String title() {
            return "connections to PostgreSQL ended, " + times + " times";
        }

        @Override
        public void happen(Scene scene) throws Exception {
            for (int i = 0; i < times; i++) {
                scene.harm();
                scene.cluster().database().endConnections();
                scene.awaitMorePromises();
            }
        }
    }

    /** {@code kill -9} of the process that answers callers, while many hurry to submit. */
    record WebKilled(int times) implements Event {

        private static final int MANY = 100;

        @Override
        public String title() {
            return "web process killed while callers submit"
                    + (times == 1 ? "" : ", " + times + " times");
        }

        @Override
        public void happen(Scene scene) throws Exception {
            for (int i = 0; i < times; i++) {
                scene.workload()
                        .rush(() -> {
                            scene.awaitMorePromises(MANY);
                            scene.harm();
                            scene.cluster().killWeb();
                        });
                scene.cluster().awaitAnswers();
            }
        }

        @Override
        public List<Violation> disbelief(Evidence evidence) {
            return evidence.asked().size() > evidence.promised().size()
                    ? List.of()
                    : List.of(
                            new Violation(
                                    Kind.UNEXPECTED, "the event", "every caller got an answer"));
        }
    }

    /**
     * Jobs are accepted while the broker is away; then the process that accepted them is killed and the broker forgets
     * everything, so that nobody is left who could announce them.
     */
    record NobodyAnnounces(int jobs) implements Event {

        @Override
        public String title() {
            return "broker wiped and web process killed, nobody announces what was accepted";
        }

        @Override
        public void happen(Scene scene) throws Exception {
            scene.harm();
            scene.cluster().broker().killHard();
            scene.awaitMorePromises(jobs);
            // What anybody submitted later would be announced, and workers would find these too.
            scene.workload().close();
            scene.cluster().killWeb();
            scene.cluster().broker().wipe();
            scene.cluster().broker().startAgain();
        }
    }

    /** No space is left for results, until attempts have failed for it. */
    record DiskFull() implements Event {

        @Override
        public String title() {
            return "disk for results full";
        }

        @Override
        public void happen(Scene scene) throws Exception {
            scene.harm();
            scene.cluster().disk().fill();
            try {
                scene.awaitThat(
                        "no attempt fails although the disk is full",
                        () -> scene.cluster().failuresSince(scene.moments().getLast()) > 0);
                scene.awaitMorePromises();
            } finally {
                scene.cluster().disk().free();
            }
        }

        @Override
        public List<Violation> disbelief(Evidence evidence) {
            return unlessSomeAttempt("failed", evidence);
        }
    }

    /**
     * One event after another, drawn by lot, for as long as {@code duration} says. A second process that answers callers
     * joins first.
     */
    record AllAtRandom(Duration duration, long seed) implements Event {

        private static final List<Event> CHOICES =
                List.of(
                        new WorkersKilled(1),
                        new WorkerStalled(),
                        new BrokerKilled(false),
                        new BrokerKilled(true),
                        new DatabaseRestarted(ExternalDatabase.Stop.IMMEDIATE),
                        new DatabaseRestarted(ExternalDatabase.Stop.FAST),
                        new ConnectionsEnded(1),
                        new WebKilled(1),
                        new DiskFull());

        @Override
        public String title() {
            return "all at random for " + duration.toSeconds() + " s";
        }

        @Override
        public void happen(Scene scene) throws Exception {
            scene.cluster().startWeb();
            var random = new Random(seed);
            Instant end = Instant.now().plus(duration);
            while (Instant.now().isBefore(end)) {
                CHOICES.get(random.nextInt(CHOICES.size())).happen(scene);
            }
        }
    }
}
