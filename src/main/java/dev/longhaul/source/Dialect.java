package dev.longhaul.source;

import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ExceptionSorter;
import io.agroal.api.configuration.supplier.AgroalConnectionFactoryConfigurationSupplier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one kind of database does in a way of its own. The URL of a source says which it is. */
sealed interface Dialect permits PostgreSql, MariaDb {

    /** Names all kinds, as the beginnings of their URLs, for messages. */
    String URLS =
            "jdbc:postgresql://db.example.org:5432/shop or jdbc:mariadb://db.example.org:3306/shop (jdbc:mysql: too)";

    /** The kind of database that a JDBC URL leads to, if it is one that can be read. */
    static Optional<Dialect> ofUrl(String url) {
        return Stream.<Dialect>of(new PostgreSql(), new MariaDb())
                .filter(dialect -> dialect.understands(url))
                .findFirst();
    }

    boolean understands(String url);

    /** Sets the driver, the URL and what a session needs so that values come as {@link #valuesOf} reads them. */
    void configure(
            AgroalConnectionFactoryConfigurationSupplier connections,
            SourceSettings.Database database);

    /** Knows after which errors a connection is of no use any more. */
    ExceptionSorter fatalErrors();

    /** Where a text has no parameters. */
    SqlText text();

    /** A name of the database's, quoted. */
    String quoted(String name);

    /** Begins a transaction that only reads, and sees one moment only. */
    void beginSnapshot(Connection connection) throws SQLException;

    /** The moment by the database's clock; within a snapshot, that of its first statement or a little later. */
    Instant now(Connection connection) throws SQLException;

    /**
     * Binds the value of a parameter.
     *
     * @param value what {@link ParameterType#read} gave; null is NULL
     */
    void bind(PreparedStatement statement, int place, ParameterType type, @Nullable Object value)
            throws SQLException;

    /**
     * Binds a key that {@link Rows#key} gave, so that it compares with the column as its values do with each other.
     *
     * @param sql of the dataset
     */
    void bindKey(PreparedStatement statement, int place, DatasetSql sql, String key)
            throws SQLException;

    /**
     * How the values of a column are read.
     *
     * @param column from 1
     */
    ColumnValues valuesOf(ResultSetMetaData columns, int column) throws SQLException;

    /** The number under which the server knows the connection. */
    long sessionOf(Connection connection) throws SQLException;

    /**
     * Ends what a session is doing. No error if it does nothing or is gone.
     *
     * @param connection one of another session
     */
    void cancel(Connection connection, long session) throws SQLException;

    /** Makes a connection fit to be given back, though rows are on their way that nobody will read. */
    void discardRows(Connection connection) throws SQLException;

    /** What the server said, without what the driver put around it. */
    String words(SQLException refusal);

    /** The line of the query, from 0, that the server complains of; 0 if it does not say. */
    int lineOf(SQLException refusal, NamedSql sql);
}
