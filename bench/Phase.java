package bench;

import java.util.Locale;

/** What can be measured; each is chosen by its name in lower case. */
enum Phase {
    /** Durable submissions. */
    POST,
    /** A backlog, taken by one worker. */
    DRAIN,
    /** How soon an idle worker begins. */
    PICKUP,
    /** Looking at a finished job. */
    GET,
    /** A large table as CSV. */
    EXPORT,
    /** The first four once more, with many finished jobs in the tables. */
    HISTORY;

    static Phase of(String name) {
        try {
            return valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new BenchFailure(
                    "There is nothing called '"
                            + name
                            + "' to measure; there are post, drain, pickup, get, export and history.");
        }
    }
}
