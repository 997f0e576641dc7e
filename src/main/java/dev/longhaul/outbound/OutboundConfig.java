package dev.longhaul.outbound;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of requests to addresses that callers name. */
@ConfigMapping(prefix = "longhaul.outbound")
public interface OutboundConfig {

    /**
     * What may be asked although it is not on the public internet: names of hosts, {@code *.example.org} for all below a
     * name, addresses, and ranges like {@code 10.1.0.0/16}.
     */
    Optional<List<String>> allow();

    /** How long finding an address, and connecting to it, may take each. */
    @DurationMin(millis = 10)
    @WithDefault("10s")
    Duration connectTimeout();

    /** How long the other side may be silent. */
    @DurationMin(millis = 10)
    @WithDefault("30s")
    Duration readTimeout();

    /** How long all of it may take, redirects and the last byte included. */
    @DurationMin(millis = 10)
    @WithDefault("5m")
    Duration totalTimeout();

    /** How many redirects are followed. */
    @Min(0)
    @Max(50)
    @WithDefault("5")
    int maxRedirects();
}
