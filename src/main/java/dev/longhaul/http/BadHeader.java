package dev.longhaul.http;

/** A header of the request cannot be understood; the message says which and what would be right. */
final class BadHeader extends Exception {

    private static final long serialVersionUID = 1L;

    BadHeader(String message) {
        super(message);
    }
}
