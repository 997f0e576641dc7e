package dev.longhaul.handler;

import dev.longhaul.job.Failure;

/**
 * Thrown by a handler when another attempt would fail in the same way. The job ends as failed at once, with exactly
 * the words given here, so write them for the caller.
 */
public class PermanentFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public PermanentFailure(Failure failure) {
        super(failure.message());
        this.failure = failure;
    }

    public PermanentFailure(Failure failure, Throwable cause) {
        super(failure.message(), cause);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}
