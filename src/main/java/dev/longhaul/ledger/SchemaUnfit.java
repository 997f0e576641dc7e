package dev.longhaul.ledger;

/** The schema of the database is not one that this program can work with, in words for the operator. */
public final class SchemaUnfit extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SchemaUnfit(String message) {
        super(message);
    }

    SchemaUnfit(String message, Throwable cause) {
        super(message, cause);
    }
}
