package dev.longhaul.source;

import java.sql.SQLException;

/** A source did not give its rows. The message is for the caller and holds no credentials. */
public abstract sealed class SourceFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final String sentence;
    private final String words;

    private SourceFailure(String message, SQLException cause) {
        super(message, cause);
        this.sentence = message;
        this.words = String.valueOf(cause.getMessage());
    }

    /** What failed, for the caller. */
    public String sentence() {
        return sentence;
    }

    /** What the database or its driver said. */
    public String words() {
        return words;
    }

    /** The database is away, busy or shutting down: it is worth trying again. */
    public static final class Unavailable extends SourceFailure {

        private static final long serialVersionUID = 1L;

        Unavailable(String source, SQLException cause) {
            super("The source '" + source + "' is not available.", cause);
        }
    }

    /** The database refused the query: it would refuse it again. */
    public static final class Refused extends SourceFailure {

        private static final long serialVersionUID = 1L;

        Refused(String dataset, SQLException cause) {
            super("The query of the dataset '" + dataset + "' failed.", cause);
        }
    }

    /**
     * Sorts an error by its SQLSTATE class (ISO/IEC 9075-2 §24, PostgreSQL appendix A): data exceptions, violated
     * constraints and errors in the statement stay; everything else may pass.
     */
    static SourceFailure of(Dataset dataset, SQLException cause) {
        String state = cause.getSQLState() == null ? "" : cause.getSQLState();
        return state.startsWith("22")
                        || state.startsWith("23")
                        || state.startsWith("42")
                        || state.startsWith("0A")
                ? new Refused(dataset.name(), cause)
                : new Unavailable(dataset.source(), cause);
    }
}
