package dev.longhaul.http;

/** The body is larger than is allowed here. */
class BodyTooLarge extends Exception {

    private static final long serialVersionUID = 1L;

    private final long limit;

    BodyTooLarge(long limit) {
        super("more than " + limit + " bytes");
        this.limit = limit;
    }

    /** Bytes. */
    long limit() {
        return limit;
    }
}
