package dev.longhaul.execution;

import dev.longhaul.role.Role;
import dev.longhaul.role.Roles;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * A worker is ready while it can take jobs: the ledger answers it, and it does not end. The broker may be away, that
 * costs no job.
 */
@Readiness
@Singleton
class ClaimingCheck implements HealthCheck {

    private static final Duration TOLERATED = Duration.ofSeconds(10);

    private final ClaimLoop claims;
    private final ExecutionConfig config;
    private final Roles roles;

    ClaimingCheck(ClaimLoop claims, ExecutionConfig config, Roles roles) {
        this.claims = claims;
        this.config = config;
        this.roles = roles;
    }

    @Override
    public HealthCheckResponse call() {
        Duration tolerated = TOLERATED.plus(config.poll());
        return HealthCheckResponse.named("taking jobs")
                .status(
                        !roles.include(Role.WORKER)
                                || (claims.isBegun()
                                        && !claims.isClosed()
                                        && (claims.busy()
                                                || claims.silence().compareTo(tolerated) < 0)))
                .build();
    }
}
