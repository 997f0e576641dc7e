package dev.longhaul.notice;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What became of one try to tell somebody. */
sealed interface Told {

    /** Whoever was to be told has it. */
    record Delivered(OptionalInt status, String words, List<String> decided) implements Told {}

    /**
     * It is worth another try.
     *
     * @param decided recipients who need not be asked again
     * @param after how long the other side wants to be left alone
     */
    record NotNow(OptionalInt status, String words, List<String> decided, Optional<Duration> after)
            implements Told {}

    /** It is no use. */
    record Never(OptionalInt status, String words) implements Told {}
}
