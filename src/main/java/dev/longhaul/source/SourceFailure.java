package dev.longhaul.source;

import java.sql.SQLException;
import java.util.Set;

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

    /** The database is away, busy or shutting down, or took too long: it is worth trying again. */
    public static final class Unavailable extends SourceFailure {

        private static final long serialVersionUID = 1L;

        private Unavailable(String sentence, SQLException cause) {
            super(sentence, cause);
        }

        private static Unavailable away(String source, SQLException cause) {
            return new Unavailable("The source '" + source + "' is not available.", cause);
        }

        private static Unavailable stopped(Dataset dataset, SQLException cause) {
            return new Unavailable(
                    "The database of the source '"
                            + dataset.source()
                            + "' stopped the query of the dataset '"
                            + dataset.name()
                            + "', as it does after the statement timeout.",
                    cause);
        }
    }

    /** The database refused the query: it would refuse it again. */
    public static final class Refused extends SourceFailure {

        private static final long serialVersionUID = 1L;

        Refused(String dataset, SQLException cause) {
            super("The query of the dataset '" + dataset + "' failed.", cause);
        }
    }

    /** Of MariaDB and MySQL: a user has too many connections or queries, of class 42 as if the statement were wrong. */
    private static final Set<Integer> BUSY = Set.of(1203, 1226);

    /** Of MariaDB and MySQL: collations that do not mix and clauses that do not go together, of no class of their own. */
    private static final Set<Integer> WRONG = Set.of(1221, 1267, 1270, 1271);

    /** The statement timeouts of MariaDB and MySQL. */
    private static final Set<Integer> STOPPED = Set.of(1969, 3024);

    /** PostgreSQL's, or somebody who canceled the query. */
    private static final String CANCELED = "57014";

    /** A write in a transaction that only reads. */
    private static final String WRITES = "25006";

    /**
     * Sorts an error by its SQLSTATE class (ISO/IEC 9075-2 §24, PostgreSQL appendix A): data exceptions, violated
     * constraints and errors in the statement stay; everything else may pass.
     */
    static SourceFailure of(Dataset dataset, SQLException cause) {
        if (isRefusal(cause)) {
            return new Refused(dataset.name(), cause);
        }
        return STOPPED.contains(cause.getErrorCode()) || CANCELED.equals(cause.getSQLState())
                ? Unavailable.stopped(dataset, cause)
                : Unavailable.away(dataset.source(), cause);
    }

    private static boolean isRefusal(SQLException cause) {
        String state = cause.getSQLState() == null ? "" : cause.getSQLState();
        if (WRONG.contains(cause.getErrorCode()) || state.equals(WRITES)) {
            return true;
        }
        return !BUSY.contains(cause.getErrorCode())
                && (state.startsWith("22")
                        || state.startsWith("23")
                        || state.startsWith("42")
                        || state.startsWith("0A"));
    }
}
