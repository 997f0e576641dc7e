package dev.longhaul.files;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * A process is ready once the store of files has answered it. If the store goes away later, only what needs it fails: jobs are
 * accepted and looked at all the same.
 */
@Readiness
@Singleton
class StoreCheck implements HealthCheck {

    private final Shelves shelves;

    StoreCheck(Shelves shelves) {
        this.shelves = shelves;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("store of files").status(shelves.isReached()).build();
    }
}
