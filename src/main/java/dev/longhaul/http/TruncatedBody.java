package dev.longhaul.http;

import java.io.IOException;

/** The caller stopped sending before the body was whole. */
final class TruncatedBody extends IOException {

    private static final long serialVersionUID = 1L;

    TruncatedBody(IOException cause) {
        super("The connection ended before the body did; send the request again.", cause);
    }
}
