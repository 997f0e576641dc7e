package dev.longhaul.upkeep;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of the timed duties. */
@ConfigMapping(prefix = "longhaul.upkeep")
public interface UpkeepConfig {

    /** How often leases that ran out are looked for. */
    @WithDefault("5s")
    Duration reapEvery();

    /** How long leases that ran out while the database was away are left to their workers to renew. */
    @DurationMin(seconds = 0)
    @WithDefault("${longhaul.execution.lease:15s}")
    Duration reprieve();

    /** How many workers may be lost to the same job before the job is taken to be the cause and fails. */
    @Min(1)
    @WithDefault("3")
    int lossesTolerated();

    /** How often jobs whose time is up are removed. */
    @WithDefault("1m")
    Duration expireEvery();

    /** How long it is remembered that a job expired. */
    @DurationMin(seconds = 0)
    @WithDefault("30d")
    Duration tombstones();

    /** How often files that nobody needs are looked for. */
    @WithDefault("1m")
    Duration sweepEvery();

    /** How old such a file has to be before it is removed. */
    @DurationMin(seconds = 0)
    @WithDefault("1h")
    Duration sweepAfter();

    /** How often the operator's files are looked at for changes. */
    @WithDefault("2s")
    Duration reloadEvery();
}
