package dev.longhaul.ledger;

import java.sql.SQLException;

/** The database did not answer, or not as it should. Whether a write took place is unknown. */
public class LedgerUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LedgerUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    static LedgerUnavailable because(SQLException cause) {
        return new LedgerUnavailable("the database did not answer: " + cause.getMessage(), cause);
    }
}
