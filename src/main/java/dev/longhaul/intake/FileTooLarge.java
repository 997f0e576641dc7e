package dev.longhaul.intake;

/** A caller sends a larger file than is allowed. */
public class FileTooLarge extends Exception {

    private static final long serialVersionUID = 1L;

    private final long limit;

    FileTooLarge(long limit) {
        super("more than " + limit + " bytes");
        this.limit = limit;
    }

    /** Bytes. */
    public long limit() {
        return limit;
    }
}
