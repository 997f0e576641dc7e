package dev.longhaul.role;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.vertx.http.DomainSocketServerStart;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Sees the end of the start, of which {@link Started} tells, and lets the timed duties run from then on, until the process is
 * about to end, when its pool of connections may close under them. They are halted before by {@code quarkus.scheduler.start-mode}.
 */
@Singleton
class Start {

    private final Event<Started> started;
    private final Scheduler duties;
    private final boolean listens;
    private boolean over;

    Start(
            Event<Started> started,
            Scheduler duties,
            @ConfigProperty(name = "quarkus.http.host-enabled", defaultValue = "true")
                    boolean listens) {
        this.started = started;
        this.duties = duties;
        this.listens = listens;
    }

    void listening(@ObservesAsync HttpServerStart event) {
        begin();
    }

    void listening(@ObservesAsync HttpsServerStart event) {
        begin();
    }

    void listening(@ObservesAsync DomainSocketServerStart event) {
        begin();
    }

    /** A process that listens to nobody has nothing more to wait for. */
    void listensToNobody(
            @Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) StartupEvent event) {
        if (!listens) {
            begin();
        }
    }

    private synchronized void begin() {
        if (!over) {
            over = true;
            started.fire(new Started());
            if (duties.isStarted()) {
                duties.resume();
            }
        }
    }

    synchronized void end(
            @Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE)
                    ShutdownDelayInitiatedEvent event) {
        over = true;
        if (duties.isStarted()) {
            duties.pause();
        }
    }
}
