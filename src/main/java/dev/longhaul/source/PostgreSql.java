package dev.longhaul.source;

import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ExceptionSorter;
import io.agroal.api.configuration.supplier.AgroalConnectionFactoryConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** PostgreSQL: rows through a cursor, values in its text format. */
record PostgreSql() implements Dialect {

    /** The text formats that {@link PostgreSqlValues} reads, and how long a statement, or a fetch of rows, may take. */
    private static final String SESSION =
            "SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET extra_float_digits = 1; SET statement_timeout = ";

    @Override
    public boolean understands(String url) {
        return url.startsWith("jdbc:postgresql:");
    }

    @Override
    public void configure(
            AgroalConnectionFactoryConfigurationSupplier connections,
            SourceSettings.Database database) {
        connections
                .connectionProviderClass(org.postgresql.Driver.class)
                .jdbcUrl(database.url())
                .initialSql(SESSION + database.statementTimeout().toMillis())
                .jdbcProperty("ApplicationName", "longhaul")
                .jdbcProperty(
                        "connectTimeout", String.valueOf(database.connectTimeout().toSeconds()))
                .jdbcProperty("tcpKeepAlive", "true")
                // Text, not the binary format: an export writes text.
                .jdbcProperty("binaryTransfer", "false")
                // A fetch of unexpectedly large rows fails its job, not the process.
                .jdbcProperty("maxResultBuffer", "25p");
    }

    @Override
    public ExceptionSorter fatalErrors() {
        return new PostgreSQLExceptionSorter();
    }

    @Override
    public SqlText text() {
        return SqlText.POSTGRESQL;
    }

    @Override
    public String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    @Override
    public void beginSnapshot(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    }

    @Override
    public Instant now(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT current_timestamp");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getObject(1, OffsetDateTime.class).toInstant();
        }
    }

    @Override
    public void bind(
            PreparedStatement statement, int place, ParameterType type, @Nullable Object value)
            throws SQLException {
        if (value == null) {
            statement.setNull(place, type.jdbcType(), type == ParameterType.UUID ? "uuid" : null);
        } else {
            statement.setObject(place, value, type.jdbcType());
        }
    }

    @Override
    public void bindKey(PreparedStatement statement, int place, DatasetSql sql, String key)
            throws SQLException {
        // Text of no type, which the database reads as what the column is.
        statement.setObject(place, key, Types.OTHER);
    }

    @Override
    public ColumnValues valuesOf(ResultSetMetaData columns, int column) throws SQLException {
        return PostgreSqlValues.ofType(columns.getColumnTypeName(column));
    }

    @Override
    public long sessionOf(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getBackendPID();
    }

    @Override
    public void cancel(Connection connection, long session) throws SQLException {
        try (PreparedStatement cancel =
                connection.prepareStatement("SELECT pg_cancel_backend(?)")) {
            cancel.setInt(1, Math.toIntExact(session));
            cancel.execute();
        }
    }

    @Override
    public void discardRows(Connection connection) {
        // The cursor ends with its transaction, and sends nothing that was not asked for.
    }

    @Override
    public String words(SQLException refusal) {
        return server(refusal)
                .map(ServerErrorMessage::getMessage)
                .orElseGet(() -> String.valueOf(refusal.getMessage()));
    }

    @Override
    public int lineOf(SQLException refusal, NamedSql sql) {
        return server(refusal)
                .map(ServerErrorMessage::getPosition)
                .filter(position -> position > 0)
                .map(sql::lineAtServerPosition)
                .orElse(0);
    }

    private static Optional<ServerErrorMessage> server(SQLException refusal) {
        return refusal instanceof PSQLException postgres
                ? Optional.ofNullable(postgres.getServerErrorMessage())
                : Optional.empty();
    }
}
