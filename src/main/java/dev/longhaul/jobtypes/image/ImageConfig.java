package dev.longhaul.jobtypes.image;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** Settings of pictures. */
@ConfigMapping(prefix = "longhaul.image")
public interface ImageConfig {

    /** How large the file of a picture may be. */
    @WithDefault("50M")
    MemorySize maxSize();

    /**
     * How many pixels a picture may have, read or made. About eight bytes of memory for each are taken while it is worked
     * on, for as many pictures as {@code longhaul.execution.processors} says.
     */
    @Min(1)
    @WithDefault("25000000")
    long maxPixels();
}
