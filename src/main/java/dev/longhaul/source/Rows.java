package dev.longhaul.source;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a dataset, read through a cursor in one snapshot, in memory that does not depend on how many there are.
 * While some are worked on, the next are being fetched. For one thread. Closing it ends the query, also one that still
 * runs.
 */
public final class Rows implements AutoCloseable {

    private final Dataset dataset;
    private final Session session;
    private final ReadAhead ahead;
    private final Instant snapshot;
    private final OptionalLong total;
    private final OptionalLong before;
    private final Runnable whenClosed;
    private boolean closed;
    private final List<Column> columns = new ArrayList<>();
    private final ColumnValues[] values;
    private final int keyColumn;
    private List<byte[] @Nullable []> page = List.of();
    private int position = -1;

    Rows(
            Dataset dataset,
            Session session,
            PreparedStatement statement,
            Instant snapshot,
            OptionalLong total,
            OptionalLong before,
            Runnable whenClosed)
            throws SQLException {
        this.dataset = dataset;
        this.session = session;
        this.snapshot = snapshot;
        this.total = total;
        this.before = before;
        this.whenClosed = whenClosed;
        statement.setFetchSize(ReadAhead.FIRST_ROWS);
        ResultSet rows = statement.executeQuery();
        ResultSetMetaData metaData = rows.getMetaData();
        this.values = new ColumnValues[metaData.getColumnCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = session.dialect().valuesOf(metaData, i + 1);
            columns.add(
                    new Column(
                            metaData.getColumnLabel(i + 1),
                            values[i].kind(),
                            metaData.getPrecision(i + 1),
                            metaData.getScale(i + 1)));
        }
        List<String> names = columns.stream().map(Column::name).toList();
        this.keyColumn = dataset.key().map(names::indexOf).orElse(-1);
        this.ahead = ReadAhead.of(rows, values);
    }

    /** In the order of the query. */
    public List<Column> columns() {
        return columns;
    }

    /** The moment, by the database's clock, as of which the rows are read. */
    public Instant snapshot() {
        return snapshot;
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
     * @throws IllegalStateException if the dataset has no key
     */
    public Optional<String> key() {
        if (keyColumn < 0) {
            throw new IllegalStateException("the dataset " + dataset.name() + " has no key");
        }
        return Optional.ofNullable(page.get(position)[keyColumn])
                .map(bytes -> new String(values[keyColumn].key(bytes), StandardCharsets.UTF_8));
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
        position++;
        if (position < page.size()) {
            return true;
        }
        try {
            page = ahead.nextPage();
            position = 0;
            return !page.isEmpty();
        } catch (SQLException e) {
            throw SourceFailure.of(dataset, e);
        }
    }

    /**
     * The canonical text of a value, in UTF-8; null is SQL's NULL. Not to be changed.
     *
     * @param column from 0
     */
    public byte @Nullable [] value(int column) {
        byte @Nullable [] value = page.get(position)[column];
        return value == null ? null : values[column].canonical(value);
    }

    @Override
    public void close() throws SourceFailure {
        if (closed) {
            return;
        }
        closed = true;
        // An interrupted thread cannot talk to the database: the flag is put back afterwards.
        boolean interrupted = Thread.interrupted();
        boolean brokenOff = ahead.stop();
        try {
            session.close(brokenOff);
        } catch (SQLException e) {
            throw SourceFailure.of(dataset, e);
        } finally {
            whenClosed.run();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
