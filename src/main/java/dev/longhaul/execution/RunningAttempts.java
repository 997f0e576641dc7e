package dev.longhaul.execution;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The attempts that this process has under way. */
@Singleton
class RunningAttempts {

    private final Set<Attempt> attempts = ConcurrentHashMap.newKeySet();

    void add(Attempt attempt) {
        attempts.add(attempt);
    }

    void remove(Attempt attempt) {
        attempts.remove(attempt);
    }

    /** A live view. */
    Collection<Attempt> all() {
        return attempts;
    }
}
