package dev.longhaul.schedule;

import java.time.Duration;
import java.time.Instant;

/**
 * One time after the other at the same distance, whatever clocks on walls do.
 *
 * @param every whole seconds
 * @param anchor one of the times; they are counted from it in both directions
 */
record IntervalTimes(Duration every, Instant anchor) implements FireTimes {

    @Override
    public Instant after(Instant time) {
        long distance = every.toSeconds();
        long passed = Math.floorDiv(time.getEpochSecond() - anchor.getEpochSecond(), distance);
        return Instant.ofEpochSecond(anchor.getEpochSecond() + (passed + 1) * distance);
    }
}
