package dev.longhaul.notice;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * When a notice is tried again: between half of a bound that doubles with each try and all of it, so that the tries span a day
 * and those that failed together do not return together.
 */
@Startup(1)
@Singleton
class NoticeBackoff {

    /** Nobody has to be waited for any longer, whatever they say. */
    private static final Duration LONGEST_ASKED_FOR = Duration.ofDays(1);

    private final NoticeSettings settings;
    private final RandomGenerator random;

    /**
     * @throws ConfigurationException if the longest wait is the shorter one
     */
    @Inject
    NoticeBackoff(NoticeSettings settings) {
        this(settings, new Random());
    }

    NoticeBackoff(NoticeSettings settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
        if (settings.backoff().compareTo(settings.maxBackoff()) > 0) {
            throw new ConfigurationException(
                    "longhaul.notice.backoff is longer than longhaul.notice.max-backoff; it has to be the shorter.");
        }
    }

    /**
     * The wait after a try that failed. Empty if it was the last.
     *
     * @param tries how many there have been
     * @param asked how long the other side wants to be left alone
     */
    Optional<Duration> after(int tries, Optional<Duration> asked) {
        if (tries >= settings.tries()) {
            return Optional.empty();
        }
        // Beyond 2^20 the bound is the longest wait anyway.
        long bound =
                Math.min(
                        settings.backoff().toMillis() << Math.min(tries - 1, 20),
                        settings.maxBackoff().toMillis());
        Duration usual = Duration.ofMillis(bound / 2 + random.nextLong(bound / 2 + 1));
        Duration wanted =
                asked.filter(time -> time.compareTo(LONGEST_ASKED_FOR) < 0)
                        .orElse(asked.isPresent() ? LONGEST_ASKED_FOR : Duration.ZERO);
        return Optional.of(usual.compareTo(wanted) > 0 ? usual : wanted);
    }
}
