package dev.longhaul.schedule;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of recurring jobs. */
@ConfigMapping(prefix = "longhaul.schedule")
public interface ScheduleConfig {

    /** How often schedules that are due are looked for. */
    @WithDefault("1s")
    Duration lookEvery();

    /** How late a fire may be without having been missed. */
    @DurationMin(seconds = 0)
    @WithDefault("1m")
    Duration grace();

    /** How many missed fires of a schedule are made up for where it wants all of them. */
    @Min(1)
    @Max(10_000)
    @WithDefault("100")
    int catchUpAtMost();
}
