package dev.longhaul.source;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a dataset, read through a cursor in one snapshot, in memory that does not depend on how many there are.
 * For one thread. Closing it ends the query, also one that still runs.
 */
public final class Rows implements AutoCloseable {

    /** As many rows at a time as make about this many bytes. */
    private static final int FETCH_BYTES = 1 << 20;

    private static final int FIRST_FETCH_ROWS = 64;
    private static final int MOST_FETCH_ROWS = 2000;

    private final Dataset dataset;
    private final Connection connection;
    private final PreparedStatement statement;
    private final ResultSet rows;
    private final OptionalLong total;
    private final OptionalLong before;
    private final Runnable whenClosed;
    private boolean closed;
    private final List<Column> columns = new ArrayList<>();
    private final PostgreSqlValues[] values;
    private final int keyColumn;
    private long bytesInFetch;
    private int rowsInFetch;

    Rows(
            Dataset dataset,
            Connection connection,
            PreparedStatement statement,
            OptionalLong total,
            OptionalLong before,
            Runnable whenClosed)
            throws SQLException {
        this.dataset = dataset;
        this.connection = connection;
        this.statement = statement;
        this.total = total;
        this.before = before;
        this.whenClosed = whenClosed;
        statement.setFetchSize(FIRST_FETCH_ROWS);
        this.rows = statement.executeQuery();
        ResultSetMetaData metaData = rows.getMetaData();
        this.values = new PostgreSqlValues[metaData.getColumnCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = PostgreSqlValues.ofType(metaData.getColumnTypeName(i + 1));
            columns.add(new Column(metaData.getColumnLabel(i + 1), values[i].kind()));
        }
        List<String> names = columns.stream().map(Column::name).toList();
        this.keyColumn = dataset.key().map(names::indexOf).orElse(-1);
    }

    /** In the order of the query. */
    public List<Column> columns() {
        return columns;
    }

    /** How many rows the dataset has, where it has them counted. */
    public OptionalLong total() {
        return total;
    }

    /** How many of them come before the first that is read here, where the dataset has them counted. */
    public OptionalLong before() {
        return before;
    }

    /**
     * The key of the row that this stands on, as {@link Sources#readAfter} takes it. Empty if it is NULL.
     *
     * @throws SourceFailure if the database did not give it
     * @throws IllegalStateException if the dataset has no key
     */
    public Optional<String> key() throws SourceFailure {
        if (keyColumn < 0) {
            throw new IllegalStateException("the dataset " + dataset.name() + " has no key");
        }
        try {
            return Optional.ofNullable(rows.getString(keyColumn + 1));
        } catch (SQLException e) {
            throw SourceFailure.of(dataset, e);
        }
    }

    /**
     * Moves to the next row.
     *
     * @throws SourceFailure if the database did not give it
     * @throws InterruptedException if the thread was interrupted
     */
    public boolean next() throws SourceFailure, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("reading the dataset " + dataset.name());
        }
        try {
            adaptFetchSize();
            return rows.next();
        } catch (SQLException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException("reading the dataset " + dataset.name());
            }
            throw SourceFailure.of(dataset, e);
        }
    }

    /**
     * The canonical text of a value, in UTF-8; null is SQL's NULL. Not to be changed.
     *
     * @param column from 0
     * @throws SourceFailure if the database did not give it
     */
    public byte @Nullable [] value(int column) throws SourceFailure {
        try {
            byte[] value = rows.getBytes(column + 1);
            if (value == null) {
                return null;
            }
            bytesInFetch += value.length;
            return values[column].canonical(value);
        } catch (SQLException e) {
            throw SourceFailure.of(dataset, e);
        }
    }

    /** The driver reads a whole fetch into memory, so how many rows that is follows from how large they are. */
    private void adaptFetchSize() throws SQLException {
        rowsInFetch++;
        if (rowsInFetch >= rows.getFetchSize()) {
            long bytesPerRow = Math.max(1, bytesInFetch / rowsInFetch);
            rows.setFetchSize(Math.clamp(FETCH_BYTES / bytesPerRow, 1, MOST_FETCH_ROWS));
            rowsInFetch = 0;
            bytesInFetch = 0;
        }
    }

    @Override
    public void close() throws SourceFailure {
        if (closed) {
            return;
        }
        closed = true;
        // An interrupted thread cannot talk to the database: the flag is put back afterwards.
        boolean interrupted = Thread.interrupted();
        try (connection) {
            if (interrupted) {
                statement.cancel();
            }
            connection.rollback();
        } catch (SQLException e) {
            if (!interrupted) {
                throw SourceFailure.of(dataset, e);
            }
        } finally {
            whenClosed.run();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
