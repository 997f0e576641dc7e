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
 * Begins no duty in a process that has not started yet, whose channels may not be connected and whose settings may yet stop it,
 * nor in one that is about to end, whose pool of connections may close under it.
 */
@Singleton
public class NotRunning implements Scheduled.SkipPredicate {

    private volatile boolean running;

    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) StartupEvent event) {
        running = true;
    }

    void end(
            @Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE)
                    ShutdownDelayInitiatedEvent event) {
        running = false;
    }

    @Override
    public boolean test(ScheduledExecution execution) {
        return !running;
    }
}
