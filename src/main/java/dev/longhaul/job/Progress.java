package dev.longhaul.job;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How far a job has come.
 *
 * @param completed how many units are done
 * @param total how many there are, where that is known
 * @param unit what is counted, in the plural: {@code rows}
 * @param message a sentence for a person who watches
 */
public record Progress(long completed, OptionalLong total, String unit, Optional<String> message) {

    public static Progress of(long completed, long total, String unit) {
        return new Progress(completed, OptionalLong.of(total), unit, Optional.empty());
    }

    public static Progress ofUnknownTotal(long completed, String unit) {
        return new Progress(completed, OptionalLong.empty(), unit, Optional.empty());
    }

    public Progress withMessage(String text) {
        return new Progress(completed, total, unit, Optional.of(text));
    }

    /**
     * Whole percent, rounded down, so that 100 means all of it. Empty where the total is unknown.
     */
    public OptionalInt percent() {
        if (total.isEmpty()) {
            return OptionalInt.empty();
        }
        long all = total.getAsLong();
        return OptionalInt.of(
                all <= 0 ? 100 : Math.clamp((long) (100.0 * completed / all), 0, 100));
    }
}
