package dev.longhaul.dispatch;

import dev.longhaul.execution.ClaimLoop;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Hears that there are jobs. The message is acknowledged once the jobs that it led to are claimed, never once they are
 * done: no broker's time limit meets a long job.
 */
@ApplicationScoped
class AnnouncementListener {

    private final ClaimLoop claims;

    AnnouncementListener(ClaimLoop claims) {
        this.claims = claims;
    }

    @Incoming("announcements")
    CompletionStage<Void> hear(Message<String> announcement) {
        return claims.wake().thenCompose(_ -> announcement.ack());
    }
}
