package dev.longhaul.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What holds for jobs whose callers say nothing. */
@ConfigMapping(prefix = "longhaul.intake")
public interface IntakeConfig {

    /** How long a job and its result are kept once it has finished. */
    @WithDefault("7d")
    Duration retention();
}
