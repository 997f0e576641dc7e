package dev.longhaul.jobtypes.feed;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of feeds. */
@ConfigMapping(prefix = "longhaul.feed")
public interface FeedConfig {

    /** How large a feed may be, decompressed. It is held in memory. */
    @WithDefault("10M")
    MemorySize maxSize();
}
