package dev.longhaul.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What happens to a fire of a schedule that meets an unfinished run. */
public enum Overlap {
    /** Nothing comes of it. */
    @JsonProperty("skip")
    SKIP,
    /** It waits until that run has finished; those that come while one waits are skipped. */
    @JsonProperty("queue")
    QUEUE,
    /** Both run. */
    @JsonProperty("allow")
    ALLOW
}
