package dev.longhaul.handler;

import dev.longhaul.job.Failure;

/**
 * Thrown by a handler when another attempt may succeed, with words for the caller. Any other exception is tried again
 * too, but says less.
 */
public class TransientFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public TransientFailure(Failure failure) {
        super(failure.message());
        this.failure = failure;
    }

    public TransientFailure(Failure failure, Throwable cause) {
        super(failure.message(), cause);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}
