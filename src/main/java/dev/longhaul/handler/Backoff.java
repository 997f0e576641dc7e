package dev.longhaul.handler;

import java.time.Duration;

/**
 * How long to wait between attempts: a time drawn evenly from zero to a bound that doubles with each failure.
 *
 * @param first the bound after the first failure
 * @param longest the bound that is never exceeded
 */
public record Backoff(Duration first, Duration longest) {

    /**
     * @throws IllegalArgumentException if a duration is negative or the first is the longer one
     */
    public Backoff {
        if (first.isNegative() || first.compareTo(longest) > 0) {
            throw new IllegalArgumentException(
                    "waits from "
                            + first
                            + " up to "
                            + longest
                            + "; the first has to be the shorter");
        }
    }
}
