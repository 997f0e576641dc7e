package dev.longhaul.execution;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.OptionalInt;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of the workers. */
@ConfigMapping(prefix = "longhaul.execution")
public interface ExecutionConfig {

    /** How many jobs a worker runs at once. */
    @Min(1)
    @Max(10_000)
    @WithDefault("16")
    int slots();

    /**
     * How long a job stays with a worker that gives no sign of life. Renewed at a third of this; says nothing about
     * how long a job may run.
     */
    @DurationMin(seconds = 1)
    @WithDefault("15s")
    Duration lease();

    /**
     * How many jobs of a worker compute at once, such as resizing pictures; the others wait for their turn. As many as the
     * machine has processors, where nothing is said.
     */
    @Min(1)
    OptionalInt processors();

    /** How often an idle worker looks for jobs that no message announced. */
    @DurationMin(millis = 10)
    @WithDefault("500ms")
    Duration poll();

    /** How long running jobs may go on when their worker is asked to stop, before they are handed back. */
    @WithDefault("10s")
    Duration drain();

    /** The longest wait before the second attempt; it doubles with each failure. The wait itself is drawn at random. */
    @WithDefault("2s")
    Duration backoff();

    /** The longest wait between two attempts. */
    @WithDefault("10m")
    Duration maxBackoff();

    /** How long jobs of a type that no worker seems to know wait for one that does, before they fail. */
    @WithDefault("1h")
    Duration unknownTypePatience();
}
