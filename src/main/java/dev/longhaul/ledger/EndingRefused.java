package dev.longhaul.ledger;

import java.sql.SQLException;

/** The database understood an ending and refuses what is in it: it would refuse it again. */
public class EndingRefused extends Exception {

    private static final long serialVersionUID = 1L;

    EndingRefused(SQLException cause) {
        super(cause.getMessage(), cause);
    }
}
