package dev.longhaul.upkeep;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Leaves workers the time to renew their leases after the database was away: those ran out meanwhile, and say nothing
 * about who holds them. It begins anew with every look at the leases that cannot be said to follow closely on another.
 * For one thread at a time.
 */
final class Reprieve {

    private final Duration length;
    private final Duration longestGap;
    private @Nullable Instant lastLook;
    private Instant end = Instant.MAX;

    /**
     * @param length how long leases that ran out are left alone
     * @param longestGap the time between two looks in which nobody can have lost a lease for want of a database
     */
    Reprieve(Duration length, Duration longestGap) {
        this.length = length;
        this.longestGap = longestGap;
    }

    /** Notes that the database did not answer. */
    void lookFailed() {
        lastLook = null;
    }

    /** Notes that what follows from a look took until {@code now}: the database was there all the time. */
    void wasBusyUntil(Instant now) {
        lastLook = now;
    }

    /**
     * Notes that the database answered at {@code now}.
     *
     * @return whether the leases that ran out by then may be taken at their word
     */
    boolean isOver(Instant now) {
        if (!followsClosely(now)) {
            end = now.plus(length);
        }
        lastLook = now;
        return !now.isBefore(end);
    }

    private boolean followsClosely(Instant now) {
        if (lastLook == null) {
            return false;
        }
        Duration gap = Duration.between(lastLook, now);
        // A clock that was set back tells nothing.
        return !gap.isNegative() && gap.compareTo(longestGap) <= 0;
    }
}
