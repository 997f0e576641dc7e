package dev.longhaul.dispatch;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.jboss.logging.Logger;

/**
 * Wakes workers: says over AMQP that there are jobs. One message is under way at a time, and what is announced
 * meanwhile is covered by one more, so a thousand jobs a second cost a few messages. With the broker away nothing
 * waits and nothing is lost; the next message goes out when it is back.
 */
@Singleton
public class Announcer {

    private static final Logger LOG = Logger.getLogger(Announcer.class);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** There is nothing in it to read: the ledger has the truth. */
    private static final String READY = "ready";

    private enum State {
        IDLE,
        SENDING,
        SENDING_AND_MORE_TO_SAY
    }

    // A message that is sent from a request takes the request's context along, and its completion
    // would end that
    // context while the request still runs.
    private final ExecutorService sender =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("announcer").factory());

    private final MutinyEmitter<String> emitter;
    private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);

    Announcer(@Channel("announcements-out") MutinyEmitter<String> emitter) {
        this.emitter = emitter;
    }

    /** Says that jobs were committed. Returns at once. */
    public void announce() {
        State before =
                state.getAndUpdate(current ->
                        current == State.IDLE ? State.SENDING : State.SENDING_AND_MORE_TO_SAY);
        if (before == State.IDLE) {
            sender.execute(this::send);
        }
    }

    private void send() {
        Uni.createFrom()
                .deferred(() -> emitter.send(READY))
                // A broker that dies with the message in flight never answers for it.
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .subscribe()
                .with(
                        _ -> sent(),
                        failure -> {
                            LOG.warnf(
                                    "Workers could not be woken over AMQP and find new jobs by themselves a little later. Is the"
                                            + " broker up? (%s)",
                                    failure.getMessage());
                            sent();
                        });
    }

    private void sent() {
        State before =
                state.getAndUpdate(current ->
                        current == State.SENDING_AND_MORE_TO_SAY ? State.SENDING : State.IDLE);
        if (before == State.SENDING_AND_MORE_TO_SAY) {
            sender.execute(this::send);
        }
    }
}
