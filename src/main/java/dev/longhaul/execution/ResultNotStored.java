package dev.longhaul.execution;

import java.io.IOException;

/** The file store did not take what a handler wrote: no fault of the handler, nor of what it reads from. */
final class ResultNotStored extends IOException {

    private static final long serialVersionUID = 1L;

    ResultNotStored(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
