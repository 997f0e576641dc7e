package dev.longhaul.local;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** Settings that come from nowhere but the test. */
public final class Configs {

    private static final int ORDINAL = 100;

    private Configs() {}

    public static SmallRyeConfig of(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(settings, "test", ORDINAL))
                .build();
    }
}
