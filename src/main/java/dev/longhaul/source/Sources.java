package dev.longhaul.source;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.agroal.pool.DataSource;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;

/** The databases that datasets read, each with a small pool of connections that only read. */
@Singleton
public class Sources {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The text formats that {@link PostgreSqlValues} reads. */
    private static final String SESSION =
            "SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET extra_float_digits = 1";

    private final Map<String, AgroalDataSource> pools = new TreeMap<>();

    /** Turns to read from each source: who comes when all connections are taken waits, and does not fail. */
    private final Map<String, Semaphore> turns = new TreeMap<>();

    /**
     * @throws ConfigurationException if a URL is of no database that can be read
     */
    Sources(SourceSettings settings) {
        settings.sources()
                .forEach((name, database) -> {
                    pools.put(name, pool(name, database));
                    turns.put(name, new Semaphore(database.maxConnections(), true));
                });
    }

    private static AgroalDataSource pool(String name, SourceSettings.Database database) {
        if (!database.url().startsWith("jdbc:postgresql:")) {
            throw new ConfigurationException(
                    "longhaul.sources."
                            + name
                            + ".url is '"
                            + database.url()
                            + "'; it has to be a JDBC URL of PostgreSQL, like jdbc:postgresql://db.example.org:5432/shop.");
        }
        var configuration =
                new AgroalDataSourceConfigurationSupplier()
                        .connectionPoolConfiguration(pool ->
                                pool.maxSize(database.maxConnections())
                                        .acquisitionTimeout(PATIENCE)
                                        .reapTimeout(Duration.ofMinutes(5))
                                        // A restarted database leaves dead connections, each of
                                        // which would cost a job an attempt.
                                        .validateOnBorrow(true)
                                        .connectionValidator(ConnectionValidator.defaultValidator())
                                        // What an interruption has broken is not used again.
                                        .exceptionSorter(new PostgreSQLExceptionSorter())
                                        .connectionFactoryConfiguration(connection -> {
                                            connection
                                                    .connectionProviderClass(
                                                            org.postgresql.Driver.class)
                                                    .jdbcUrl(database.url())
                                                    .initialSql(SESSION)
                                                    .jdbcProperty("ApplicationName", "longhaul")
                                                    .jdbcProperty(
                                                            "connectTimeout",
                                                            String.valueOf(PATIENCE.toSeconds()))
                                                    .jdbcProperty("tcpKeepAlive", "true")
                                                    // Text, not the binary format: an export writes
                                                    // text.
                                                    .jdbcProperty("binaryTransfer", "false")
                                                    // A fetch of unexpectedly large rows fails its
                                                    // job, not the process.
                                                    .jdbcProperty("maxResultBuffer", "25p");
                                            database.username()
                                                    .ifPresent(user ->
                                                            connection.principal(
                                                                    new NamePrincipal(user)));
                                            database.password()
                                                    .ifPresent(password ->
                                                            connection.credential(
                                                                    new SimplePassword(password)));
                                            return connection;
                                        }));
        // Not AgroalDataSource.from, which looks its implementation up by name: a native image
        // would not find it.
        return new DataSource(configuration.get());
    }

    @PreDestroy
    void close() {
        pools.values().forEach(AgroalDataSource::close);
    }

    Set<String> names() {
        return pools.keySet();
    }

    /** A connection to a source that {@link #names} holds. */
    Connection connect(String source) throws SQLException {
        AgroalDataSource pool = pools.get(source);
        if (pool == null) {
            throw new SQLException("no source is called " + source, "42000");
        }
        return pool.getConnection();
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

    private Rows read(DatasetQuery query) throws SourceFailure, InterruptedException {
        Semaphore turn = turns.getOrDefault(query.dataset().source(), new Semaphore(1));
        turn.acquire();
        Rows rows = null;
        try {
            rows = open(query, turn::release);
            return rows;
        } catch (SQLException e) {
            throw SourceFailure.of(query.dataset(), e);
        } finally {
            if (rows == null) {
                turn.release();
            }
        }
    }

    private Rows open(DatasetQuery query, Runnable whenClosed)
            throws SQLException, InterruptedException {
        String source = query.dataset().source();
        Connection connection = connect(source);
        var backend = new Backend(connection, () -> connect(source));
        try {
            return open(query, connection, backend, whenClosed);
        } catch (SQLException e) {
            // An interruption closes the connection under the statement, of which the server knows
            // nothing.
            if (Thread.interrupted()) {
                backend.cancel();
                throw new InterruptedException("running the query of " + query.dataset().name());
            }
            throw e;
        }
    }

    private static Rows open(
            DatasetQuery query, Connection connection, Backend backend, Runnable whenClosed)
            throws SQLException {
        try {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            return query.open(connection, backend, whenClosed);
        } catch (SQLException | RuntimeException e) {
            giveBack(connection, e);
            throw e;
        }
    }

    /** Ends the transaction first: a connection that cannot do even that is not given to anybody again. */
    private static void giveBack(Connection connection, Exception failure) {
        try (connection) {
            connection.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }
}
