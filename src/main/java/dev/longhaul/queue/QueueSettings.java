package dev.longhaul.queue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;
import java.util.OptionalInt;

/** Queues and limits. The same for all processes that share a database. */
@ConfigMapping(prefix = "longhaul")
public interface QueueSettings {

    /** The queues beside {@code default}, by their names. */
    Map<String, Queue> queues();

    /** How many jobs of a type may run at once, by the names of the types. */
    Map<String, Limit> limits();

    /** A queue. */
    interface Queue {

        /** How many of its jobs one worker runs at once; as many as the worker has slots where nothing is said. */
        OptionalInt concurrency();
    }

    /** A limit, counted over all workers. */
    interface Limit {

        /** Of the type in all. */
        OptionalInt atOnce();

        /** For each key. */
        OptionalInt perKey();

        /** What the key is: {@code owner}, or the name of a parameter. */
        @WithDefault("owner")
        String key();
    }
}
