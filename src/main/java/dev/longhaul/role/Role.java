package dev.longhaul.role;

import java.util.Locale;

/** A part that a process can play. Processes of different roles share a database and a broker. */
public enum Role {
    /** Answers callers. */
    WEB,
    /** Runs jobs. */
    WORKER,
    /** Does the timed duties, such as freeing the jobs of dead workers. Several may run at once. */
    SCHEDULER;

    /** The word in {@code longhaul.roles}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
