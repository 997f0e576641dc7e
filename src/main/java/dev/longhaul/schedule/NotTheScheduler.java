package dev.longhaul.schedule;

import dev.longhaul.role.Role;
import dev.longhaul.role.Roles;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.ScheduledExecution;
import jakarta.inject.Singleton;

/** Leaves firing to processes that have the role. */
@Singleton
class NotTheScheduler implements Scheduled.SkipPredicate {

    private final Roles roles;

    NotTheScheduler(Roles roles) {
        this.roles = roles;
    }

    @Override
    public boolean test(ScheduledExecution execution) {
        return !roles.include(Role.SCHEDULER);
    }
}
