package dev.longhaul.jobtypes.export;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of exports. */
@ConfigMapping(prefix = "longhaul.export")
public interface ExportConfig {

    /** How often an export of a dataset that has a key saves from where it could go on. */
    @DurationMin(millis = 10)
    @WithDefault("5s")
    Duration checkpointEvery();
}
