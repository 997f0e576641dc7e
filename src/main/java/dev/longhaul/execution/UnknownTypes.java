package dev.longhaul.execution;

import dev.longhaul.job.Failure;
import dev.longhaul.job.JobEvent;
import dev.longhaul.ledger.Claim;
import dev.longhaul.ledger.HandBacks;
import dev.longhaul.ledger.LedgerUnavailable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * What becomes of jobs whose type this worker does not know: while a new version is rolled out, another worker may. They
 * wait for it for a while, without losing an attempt, and then fail.
 */
@Singleton
class UnknownTypes {

    private static final Logger LOG = Logger.getLogger(UnknownTypes.class);
    private static final String CODE = "unknown-job-type";

    /**
     * Before another worker, or this one, takes the job: a quarter of the time that it has waited already, within these bounds, so
     * that a type that never comes costs few attempts. Half as long again at most, so that not all return at once.
     */
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(20);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /** Thousands of jobs of one type are worth one line in a while. */
    private static final Duration SILENCE = Duration.ofMinutes(1);

    private final HandBacks handBacks;
    private final Duration patience;
    private final InstantSource clock;
    private final Map<String, Instant> said = new ConcurrentHashMap<>();

    UnknownTypes(HandBacks handBacks, ExecutionConfig config, InstantSource clock) {
        this.handBacks = handBacks;
        this.patience = config.unknownTypePatience();
        this.clock = clock;
    }

    /** How an attempt at such a job ends. */
    JobEvent.Ending ending(Claim claim) {
        Duration waited = Duration.between(since(claim), clock.instant());
        if (waited.compareTo(patience) >= 0) {
            LOG.errorf(
                    "Job %s fails: no worker has known its type '%s' for %s. Install the type, and retry the job.",
                    claim.job(), claim.type(), waited);
            return new JobEvent.Failed(
                    failure(
                            "No worker has known the job type '"
                                    + claim.type()
                                    + "' for "
                                    + patience
                                    + "."));
        }
        say(claim);
        return new JobEvent.NotKnown(
                failure("The worker that took this job knows no job type '" + claim.type() + "'."),
                pause(waited));
    }

    private static Duration pause(Duration waited) {
        long pause =
                Math.clamp(
                        waited.toMillis() / 4, SHORTEST_PAUSE.toMillis(), LONGEST_PAUSE.toMillis());
        return Duration.ofMillis(pause + RandomGenerator.getDefault().nextLong(pause / 2 + 1));
    }

    private Instant since(Claim claim) {
        try {
            return handBacks.since(claim.job(), CODE).orElse(claim.claimedAt());
        } catch (LedgerUnavailable e) {
            // The next attempt will know.
            return claim.claimedAt();
        }
    }

    private static Failure failure(String message) {
        return Failure.of(CODE, 501, message);
    }

    private void say(Claim claim) {
        Instant now = clock.instant();
        Instant last =
                said.merge(
                        claim.type(),
                        now,
                        (before, _) -> before.isBefore(now.minus(SILENCE)) ? now : before);
        if (last.equals(now)) {
            LOG.warnf(
                    "Job %s and maybe others are handed back: this worker knows no job type '%s'. If no new version is being"
                            + " rolled out, look for the code that was to bring the type; such jobs fail after %s.",
                    claim.job(), claim.type(), patience);
        }
    }
}
