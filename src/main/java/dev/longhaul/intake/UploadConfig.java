package dev.longhaul.intake;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of the files that callers bring. */
@ConfigMapping(prefix = "longhaul")
public interface UploadConfig {

    /** How large a file may be. */
    @WithName("files.max-size")
    @WithDefault("1G")
    MemorySize maxSize();

    /** How long a file stays that no job refers to. */
    @DurationMin(seconds = 1)
    @WithName("upkeep.uploads-after")
    @WithDefault("24h")
    Duration uploadsAfter();
}
