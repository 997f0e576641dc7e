package dev.longhaul.upkeep;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** Settings of the timed duties. */
@ConfigMapping(prefix = "longhaul.upkeep")
public interface UpkeepConfig {

    /** How often leases that ran out are looked for. */
    @WithDefault("5s")
    Duration reapEvery();

    /** How many workers may be lost to the same job before the job is taken to be the cause and fails. */
    @Min(1)
    @WithDefault("3")
    int lossesTolerated();
}
