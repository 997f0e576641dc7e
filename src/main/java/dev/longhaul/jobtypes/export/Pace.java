package dev.longhaul.jobtypes.export;

import java.time.Duration;
import java.time.InstantSource;

/** Says when it is time again. Cheap enough to be asked for every row. */
final class Pace {

    private final InstantSource clock;
    private final long period;
    private long due;

    Pace(InstantSource clock, Duration period) {
        this.clock = clock;
        this.period = period.toMillis();
        start();
    }

    /** Counts from now on. */
    void start() {
        due = clock.millis() + period;
    }

    /** Whether a period has passed since the start, or since the last time that this was so. */
    boolean due() {
        long now = clock.millis();
        if (now < due) {
            return false;
        }
        due = now + period;
        return true;
    }
}
