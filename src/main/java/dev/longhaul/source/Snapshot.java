package dev.longhaul.source;

import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/** One moment of a source, as of which several datasets are read, one after the other. For one thread. */
public final class Snapshot implements AutoCloseable {

    private final Session session;
    private final Runnable whenClosed;
    private boolean whole = true;

    Snapshot(Session session, Runnable whenClosed) {
        this.session = session;
        this.whenClosed = whenClosed;
    }

    /**
     * Runs the query of a dataset of this source. Close its rows before the next are read.
     *
     * @param arguments as {@link Sources#read} takes them
     * @throws SourceFailure if the database is away or refuses the query; there is nothing more to read then
     * @throws InterruptedException if the thread was interrupted
     */
    public Rows read(Dataset dataset, Map<String, Object> arguments)
            throws SourceFailure, InterruptedException {
        whole = false;
        try {
            Rows rows =
                    new DatasetQuery(dataset, arguments, Optional.empty())
                            .open(session.lent(), () -> {});
            whole = true;
            return rows;
        } catch (SQLException e) {
            // An interruption closes the connection under the statement, of which the server knows
            // nothing. What goes on there is canceled by close(), after this one's place in the
            // pool is free: the canceling needs one.
            if (Thread.interrupted()) {
                throw new InterruptedException("running the query of " + dataset.name());
            }
            throw SourceFailure.of(dataset, e);
        }
    }

    @Override
    public void close() {
        // An interrupted thread cannot talk to the database: the flag is put back afterwards.
        boolean interrupted = Thread.interrupted();
        try {
            session.close(!whole);
        } catch (SQLException e) {
            // All was read; the pool drops a connection that cannot end its transaction, and the
            // session has ended what the server may still do for it.
        } finally {
            whenClosed.run();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
