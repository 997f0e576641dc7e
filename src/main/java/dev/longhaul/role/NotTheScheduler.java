package dev.longhaul.role;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.ScheduledExecution;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

/**
 * Leaves the duties to processes that have the role. Begins none in one that has not started yet, whose channels may not be
 * connected, nor in one that is about to end, whose pool of connections may close under it.
 */
@Singleton
public class NotTheScheduler implements Scheduled.SkipPredicate {

    private final Roles roles;
    private volatile boolean started;
    private volatile boolean ending;

    NotTheScheduler(Roles roles) {
        this.roles = roles;
    }

    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) StartupEvent event) {
        started = true;
    }

    void end(
            @Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE)
                    ShutdownDelayInitiatedEvent event) {
        ending = true;
    }

    /** Whether the process is about to end. */
    public boolean isEnding() {
        return ending;
    }

    @Override
    public boolean test(ScheduledExecution execution) {
        return !started || ending || !roles.include(Role.SCHEDULER);
    }
}
