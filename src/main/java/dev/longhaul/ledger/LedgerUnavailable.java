package dev.longhaul.ledger;

import java.sql.SQLException;

/** The database did not answer, or not as it should. Whether a write took place is unknown. */
public class LedgerUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LedgerUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Whether the database is away, as opposed to objecting to one statement: the connection broke, there is nothing left to
     * work with, it shuts down (SQLSTATE classes 08 and 53, and 57P), or there is no state at all, as when the pool has no
     * connection to give.
     */
    public static boolean isMeantBy(SQLException e) {
        String state = e.getSQLState();
        return state == null
                || state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57P");
    }

    static LedgerUnavailable because(SQLException cause) {
        return new LedgerUnavailable("the database did not answer: " + cause.getMessage(), cause);
    }
}
