package dev.longhaul;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.InstantSource;

/** The one clock of the process; tests put their own in its place. */
class InstantSources {

    @Produces
    @Singleton
    InstantSource clock() {
        return Clock.systemUTC();
    }
}
