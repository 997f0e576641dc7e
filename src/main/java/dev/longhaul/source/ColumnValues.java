package dev.longhaul.source;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** How the values of a column are read, and what becomes of them. Called for every value of an export. */
interface ColumnValues {

    /** What the canonical text is. */
    Column.Kind kind();

    /**
     * The value of the current row as the database wrote it; null is NULL.
     *
     * @param column from 1
     */
    default byte @Nullable [] raw(ResultSet rows, int column) throws SQLException {
        return rows.getBytes(column);
    }

    /** Our text of a value that is not NULL, in UTF-8. May be the same array. */
    byte[] canonical(byte[] value);

    /** The text by which {@link Dialect#bindKey} finds the rows after that of the value. */
    default byte[] key(byte[] value) {
        return value;
    }
}
