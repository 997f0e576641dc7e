package dev.longhaul.source;

import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The databases that datasets read, each with a small pool of connections that only read. */
@Singleton
public class Sources {

    private final Map<String, Source> sources = new TreeMap<>();

    /**
     * @throws ConfigurationException if a source's settings are wrong; not if its database is away
     */
    Sources(SourceSettings settings) {
        settings.sources()
                .forEach((name, database) -> sources.put(name, SourcePool.open(name, database)));
    }

    @PreDestroy
    void close() {
        sources.values().forEach(source -> source.pool().close());
    }

    /** What kind of database each source is, by their names. */
    Map<String, Dialect> dialects() {
        var dialects = new TreeMap<String, Dialect>();
        sources.forEach((name, source) -> dialects.put(name, source.dialect()));
        return dialects;
    }

    /** The source of that name. */
    Source source(String name) throws SQLException {
        Source source = sources.get(name);
        if (source == null) {
            throw new SQLException("no source is called " + name, "42000");
        }
        return source;
    }

    /** A connection to a source that {@link #dialects} holds. */
    Connection connect(String name) throws SQLException {
        return source(name).connect();
    }

    /**
     * Runs the query of a dataset. Counting and reading see the same snapshot.
     *
     * @param arguments by the names of the parameters, of the types that {@link ParameterType#read} gives; a parameter
     *     without one is NULL
     * @throws SourceFailure if the database is away or refuses the query
     * @throws InterruptedException if the thread was interrupted while it waited for its turn
     */
    public Rows read(Dataset dataset, Map<String, Object> arguments)
            throws SourceFailure, InterruptedException {
        return read(new DatasetQuery(dataset, arguments, Optional.empty()));
    }

    /**
     * Like {@link #read}, for the rows whose key is greater than one that {@link Rows#key} gave.
     *
     * @param dataset one that has a key
     */
    public Rows readAfter(Dataset dataset, Map<String, Object> arguments, String lastKey)
            throws SourceFailure, InterruptedException {
        return read(new DatasetQuery(dataset, arguments, Optional.of(lastKey)));
    }

    /**
     * Begins to read several datasets of one source as of the same moment.
     *
     * @param dataset one of them, which names the source
     * @throws SourceFailure if the database is away
     * @throws InterruptedException if the thread was interrupted while it waited for its turn
     */
    public Snapshot snapshot(Dataset dataset) throws SourceFailure, InterruptedException {
        try {
            Source source = source(dataset.source());
            source.turns().acquire();
            boolean begun = false;
            try {
                var snapshot = new Snapshot(Session.begin(source), source.turns()::release);
                begun = true;
                return snapshot;
            } finally {
                if (!begun) {
                    source.turns().release();
                }
            }
        } catch (SQLException e) {
            throw SourceFailure.of(dataset, e);
        }
    }

    private Rows read(DatasetQuery query) throws SourceFailure, InterruptedException {
        try {
            Source source = source(query.dataset().source());
            source.turns().acquire();
            Rows rows = null;
            try {
                rows = open(query, source);
                return rows;
            } finally {
                if (rows == null) {
                    source.turns().release();
                }
            }
        } catch (SQLException e) {
            throw SourceFailure.of(query.dataset(), e);
        }
    }

    private static Rows open(DatasetQuery query, Source source)
            throws SQLException, InterruptedException {
        Session session = Session.begin(source);
        try {
            return query.open(session, source.turns()::release);
        } catch (SQLException | RuntimeException e) {
            session.abandon(e);
            // An interruption closes the connection under the statement, of which the server knows
            // nothing.
            if (e instanceof SQLException && Thread.interrupted()) {
                session.cancel();
                throw new InterruptedException("running the query of " + query.dataset().name());
            }
            throw e;
        }
    }
}
