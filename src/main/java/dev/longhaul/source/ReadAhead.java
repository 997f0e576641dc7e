package dev.longhaul.source;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the next rows while the last are being worked on: the database need not wait for the encoder, nor the encoder
 * for the database. At most three pages are in memory at once, of about a megabyte each or of one row.
 */
final class ReadAhead {

    /** How many rows the first page has, before it is known how large they are. */
    static final int FIRST_ROWS = 64;

    /** As many rows at a time as make about this many bytes. */
    private static final int PAGE_BYTES = 1 << 20;

    private static final int MOST_ROWS = 2000;

    /** What the reading thread hands over. */
    private sealed interface Delivery {

        record Page(List<byte[] @Nullable []> rows) implements Delivery {}

        record End() implements Delivery {}

        record Failure(SQLException cause) implements Delivery {}
    }

    private final ResultSet rows;
    private final ColumnValues[] columns;
    private final BlockingQueue<Delivery> deliveries = new ArrayBlockingQueue<>(1);
    private final Thread reader;
    private boolean ended;

    private ReadAhead(ResultSet rows, ColumnValues[] columns) {
        this.rows = rows;
        this.columns = columns;
        this.reader = Thread.ofVirtual().name("read-ahead").unstarted(this::readAll);
    }

    static ReadAhead of(ResultSet rows, ColumnValues[] columns) {
        var ahead = new ReadAhead(rows, columns);
        ahead.reader.start();
        return ahead;
    }

    /**
     * The next rows as the database wrote them, column by column; none after the last.
     *
     * @throws SQLException if the database did not give them
     */
    List<byte[] @Nullable []> nextPage() throws SQLException, InterruptedException {
        if (ended) {
            return List.of();
        }
        return switch (deliveries.take()) {
            case Delivery.Page(var page) -> page;
            case Delivery.End _ -> {
                ended = true;
                yield List.of();
            }
            case Delivery.Failure(SQLException cause) -> {
                ended = true;
                throw cause;
            }
        };
    }

    /**
     * Reads no further. Returns when nobody uses the connection any more.
     *
     * @return whether there was more to read, so that the query may still be running in the database
     */
    boolean stop() {
        if (ended) {
            return false;
        }
        // Closes the connection under a read that waits for the database.
        reader.interrupt();
        boolean interrupted = false;
        while (true) {
            try {
                reader.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    private void readAll() {
        try {
            deliveries.put(readPages());
        } catch (InterruptedException e) {
            // Nobody waits for the rest.
            Thread.currentThread().interrupt();
        }
    }

    private Delivery readPages() throws InterruptedException {
        try {
            List<byte[] @Nullable []> page = readPage(FIRST_ROWS);
            while (!page.isEmpty()) {
                deliveries.put(new Delivery.Page(page));
                page = readPage(rows.getFetchSize());
            }
            return new Delivery.End();
        } catch (SQLException e) {
            return new Delivery.Failure(e);
        } catch (RuntimeException | Error e) {
            return new Delivery.Failure(new SQLException("the rows could not be read", e));
        }
    }

    /** What the driver has fetched at once; how many rows it fetches next follows from how large these are. */
    private List<byte[] @Nullable []> readPage(int most) throws SQLException {
        List<byte[] @Nullable []> page = new ArrayList<>(most);
        long bytes = 0;
        while (page.size() < most && rows.next()) {
            byte[] @Nullable [] row = new byte[columns.length][];
            for (int i = 0; i < columns.length; i++) {
                byte @Nullable [] value = columns[i].raw(rows, i + 1);
                row[i] = value;
                bytes += value == null ? 0 : value.length;
            }
            page.add(row);
        }
        if (!page.isEmpty()) {
            long bytesPerRow = Math.max(1, bytes / page.size());
            rows.setFetchSize(Math.clamp(PAGE_BYTES / bytesPerRow, 1, MOST_ROWS));
        }
        return page;
    }
}
