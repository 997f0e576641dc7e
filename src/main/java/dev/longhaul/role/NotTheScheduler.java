package dev.longhaul.role;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.ScheduledExecution;
import jakarta.inject.Singleton;

/** Leaves the duties to processes that have the role. */
@Singleton
public class NotTheScheduler implements Scheduled.SkipPredicate {

    private final Roles roles;

    NotTheScheduler(Roles roles) {
        this.roles = roles;
    }

    @Override
    public boolean test(ScheduledExecution execution) {
        return !roles.include(Role.SCHEDULER);
    }
}
