package dev.longhaul.notice;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of notices. */
@ConfigMapping(prefix = "longhaul.notice")
public interface NoticeSettings {

    /** How often what is due is looked for. */
    @WithDefault("1s")
    Duration every();

    /** How many are delivered at once by a process. */
    @Min(1)
    @WithDefault("32")
    int atOnce();

    /** How long a process has a notice before others take it over. */
    @DurationMin(seconds = 1)
    @WithDefault("6m")
    Duration lease();

    /** How often one is tried. */
    @Min(1)
    @WithDefault("15")
    int tries();

    /** The bound of the wait after the first failed try, which doubles with each. */
    @DurationMin(millis = 1)
    @WithDefault("10s")
    Duration backoff();

    /** The bound that is never exceeded. */
    @DurationMin(millis = 1)
    @WithDefault("6h")
    Duration maxBackoff();

    /** With what webhooks are signed, {@code whsec_…}: with each of them, so that they can be exchanged. */
    Optional<List<String>> secrets();

    /** For owners who have secrets of their own, by their names. */
    Map<String, OfOwner> owners();

    /** What holds for one owner. */
    interface OfOwner {

        /** Instead of those for all. */
        List<String> secrets();
    }
}
