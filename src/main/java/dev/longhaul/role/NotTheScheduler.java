package dev.longhaul.role;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.ScheduledExecution;
import jakarta.inject.Singleton;

/** Leaves the duties to processes that have the role, while they run. */
@Singleton
public class NotTheScheduler implements Scheduled.SkipPredicate {

    private final Roles roles;
    private final NotRunning notRunning;

    NotTheScheduler(Roles roles, NotRunning notRunning) {
        this.roles = roles;
        this.notRunning = notRunning;
    }

    @Override
    public boolean test(ScheduledExecution execution) {
        return notRunning.test(execution) || !roles.include(Role.SCHEDULER);
    }
}
