package dev.longhaul.outbound;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.core5.concurrent.Cancellable;
import org.jspecify.annotations.Nullable;

/** Ends what it guards when the time is up, however slowly bytes still trickle in. */
final class Deadline implements AutoCloseable {

    private final Duration time;
    private final AtomicReference<@Nullable Cancellable> guarded = new AtomicReference<>();
    private final Thread watch;
    private volatile boolean passed;

    Deadline(Duration time) {
        this.time = time;
        this.watch = Thread.ofVirtual().name("outbound-deadline").start(this::watch);
    }

    private void watch() {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            // All came in time.
            return;
        }
        passed = true;
        Cancellable late = guarded.get();
        if (late != null) {
            late.cancel();
        }
    }

    /** Guards this instead of what was guarded before. */
    void guard(Cancellable request) {
        guarded.set(request);
        if (passed) {
            request.cancel();
        }
    }

    boolean isPassed() {
        return passed;
    }

    Duration time() {
        return time;
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
