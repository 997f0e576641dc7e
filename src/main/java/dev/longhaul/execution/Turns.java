package dev.longhaul.execution;

import dev.longhaul.ledger.Claim;
import dev.longhaul.ledger.JobClaims;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a worker has come to in each queue: which lane had the last turn, and how far it has come in that lane. Under a
 * backlog it goes on from there, without looking through what it has taken before. Jobs that come back with an earlier
 * time, such as those of a worker that shut down, are found by a look from the beginning, once a second. For one thread.
 */
final class Turns {

    private static final Duration FROM_THE_BEGINNING = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final Map<String, JobClaims.Turn> last = new HashMap<>();
    private final Map<String, Instant> lookedThrough = new HashMap<>();

    Turns(InstantSource clock) {
        this.clock = clock;
    }

    /** From where the next claim goes on. */
    JobClaims.Turn last(String queue) {
        JobClaims.Turn turn = last.getOrDefault(queue, JobClaims.Turn.NONE);
        Instant before = clock.instant().minus(FROM_THE_BEGINNING);
        return lookedThrough.getOrDefault(queue, Instant.MIN).isAfter(before)
                ? turn
                : new JobClaims.Turn(turn.lane(), Optional.empty());
    }

    /**
     * Notes what a claim gave.
     *
     * @param turn from where it went on
     * @return whether there may be more in the queue, so that it is worth another look at once
     */
    boolean record(String queue, JobClaims.Turn turn, List<Claim> taken, int wanted) {
        if (turn.from().isEmpty()) {
            lookedThrough.put(queue, clock.instant());
        }
        boolean full = taken.size() == wanted;
        long lane = taken.isEmpty() ? turn.lane() : taken.getLast().lane();
        last.put(queue, new JobClaims.Turn(lane, full ? reached(taken, lane) : Optional.empty()));
        return full || turn.from().isPresent();
    }

    private static Optional<JobClaims.Place> reached(List<Claim> taken, long lane) {
        return taken.stream()
                .filter(claim -> claim.lane() == lane)
                .map(claim -> new JobClaims.Place(claim.runAt(), claim.job()))
                .max(Comparator.naturalOrder());
    }
}
