package dev.longhaul.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the HTTP side. */
@ConfigMapping(prefix = "longhaul.http")
public interface HttpSettings {

    /** How large the JSON of a job may be. */
    @WithDefault("1M")
    MemorySize maxJobSize();
}
