package dev.longhaul.ledger;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * What can be taken away from the engine to see that its tests notice. Never in production: jobs are lost and run twice.
 */
@ConfigMapping(prefix = "longhaul.unsafe")
public interface Safeguards {

    /** Whether an attempt's number and its job's status guard what is written for it. */
    @WithDefault("true")
    boolean fencing();

    /** Whether workers also look for jobs that no message announced. */
    @WithDefault("true")
    boolean sweep();
}
