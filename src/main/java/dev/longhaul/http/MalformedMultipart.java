package dev.longhaul.http;

import java.io.IOException;

/** The body is not the form that it is said to be. The message says where it stops being so and what would be right. */
final class MalformedMultipart extends IOException {

    private static final long serialVersionUID = 1L;

    MalformedMultipart(String message) {
        super(message);
    }
}
