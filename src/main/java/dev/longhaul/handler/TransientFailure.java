package dev.longhaul.handler;

import dev.longhaul.job.Failure;
import java.time.Duration;
import java.util.Optional;

/**
 * Thrown by a handler when another attempt may succeed, with words for the caller. Any other exception is tried again
 * too, but says less.
 */
public class TransientFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Failure failure;
    private final transient Optional<Duration> pause;

    public TransientFailure(Failure failure) {
        super(failure.message());
        this.failure = failure;
        this.pause = Optional.empty();
    }

    public TransientFailure(Failure failure, Throwable cause) {
        this(failure, cause, Optional.empty());
    }

    /**
     * @param pause how long whoever was asked wants to be left alone; the next attempt does not come before that is over, or
     *     a day
     */
    public TransientFailure(Failure failure, Throwable cause, Optional<Duration> pause) {
        super(failure.message(), cause);
        this.failure = failure;
        this.pause = pause;
    }

    public Failure failure() {
        return failure;
    }

    /** How long to wait at least before the next attempt. */
    public Optional<Duration> pause() {
        return pause;
    }
}
