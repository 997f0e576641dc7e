package dev.longhaul.http;

import dev.longhaul.ledger.LedgerUnavailable;
import dev.longhaul.ledger.ObservedDurations;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/** How long jobs of each type usually take, as observed; asked of the ledger at most twice a minute. */
@Singleton
class TypicalDurations {

    private static final Logger LOG = Logger.getLogger(TypicalDurations.class);
    private static final Duration FRESH = Duration.ofSeconds(30);

    /**
     * Observations become a whole power of this. Small differences, from one look to the next or between processes, would
     * else change every estimate and with it the tag of every status.
     */
    private static final double STEP = 1.25;

    private final ObservedDurations observed;
    private final InstantSource clock;

    private final ReentrantLock refreshing = new ReentrantLock();
    private volatile Instant stale = Instant.MIN;
    private volatile Map<String, Duration> byType = Map.of();

    TypicalDurations(ObservedDurations observed, InstantSource clock) {
        this.observed = observed;
        this.clock = clock;
    }

    /** Empty while there is too little to tell from. */
    Optional<Duration> of(String type) {
        if (!clock.instant().isBefore(stale) && refreshing.tryLock()) {
            try {
                refresh();
            } finally {
                refreshing.unlock();
            }
        }
        return Optional.ofNullable(byType.get(type));
    }

    /** Types of which there was nothing to see this time keep what was known of them. */
    private void refresh() {
        stale = clock.instant().plus(FRESH);
        try {
            Map<String, Duration> known = new HashMap<>(byType);
            observed.medians().forEach((type, median) -> known.put(type, rounded(median)));
            byType = Map.copyOf(known);
        } catch (LedgerUnavailable e) {
            LOG.debugf("The durations of jobs stay as they were, for %s", e.getMessage());
        }
    }

    static Duration rounded(Duration median) {
        double millis = median.toMillis();
        double steps = Math.rint(Math.log(Math.max(1, millis)) / Math.log(STEP));
        return Duration.ofMillis(Math.round(Math.pow(STEP, steps)));
    }
}
