package dev.longhaul.source;

import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ExceptionSorter;
import io.agroal.api.configuration.supplier.AgroalConnectionFactoryConfigurationSupplier;
import io.agroal.api.exceptionsorter.MySQLExceptionSorter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.Configuration;

/** MariaDB and MySQL: rows as they stream in, values in the text protocol. */
// The pool makes the driver by its class, and the driver sets its options by the names of fields.
@RegisterForReflection(
        targets = {org.mariadb.jdbc.Driver.class, Configuration.class, Configuration.Builder.class},
        methods = false)
record MariaDb() implements Dialect {

    private static final int NO_SUCH_SESSION = 1094;
    private static final Pattern CONNECTION = Pattern.compile("^\\(conn=\\d+\\) ");
    private static final Pattern LINE = Pattern.compile(" at line (\\d+)$");
    private static final Pattern NAME = Pattern.compile("'(?:[^']*[.])?([^'.]+)'");

    @Override
    public boolean understands(String url) {
        return url.startsWith("jdbc:mariadb:") || url.startsWith("jdbc:mysql:");
    }

    @Override
    public void configure(
            AgroalConnectionFactoryConfigurationSupplier connections,
            SourceSettings.Database database) {
        connections
                .connectionProviderClass(org.mariadb.jdbc.Driver.class)
                .jdbcUrl(database.url().replaceFirst("^jdbc:mysql:", "jdbc:mariadb:"))
                .initialSql(session(database.statementTimeout()))
                .jdbcProperty(
                        "connectTimeout", String.valueOf(database.connectTimeout().toMillis()))
                .jdbcProperty("tcpKeepAlive", "true")
                // A server may otherwise ask for any file that this process can read.
                .jdbcProperty("allowLocalInfile", "false");
    }

    /** Each of the two reads the other's settings as a comment. */
    private static String session(Duration statementTimeout) {
        long millis = statementTimeout.toMillis();
        return "SET time_zone = '+00:00' /*M!100101 , max_statement_time = "
                + millis / 1000
                + "."
                + "%03d".formatted(millis % 1000)
                + " */ /*!50708 , max_execution_time = "
                + millis
                + " */";
    }

    @Override
    public ExceptionSorter fatalErrors() {
        return new MySQLExceptionSorter();
    }

    @Override
    public SqlText text() {
        return SqlText.MARIADB;
    }

    @Override
    public String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    @Override
    public void beginSnapshot(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try (Statement statement = connection.createStatement()) {
            statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
        }
    }

    @Override
    public Instant now(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                "SELECT CAST(unix_timestamp(now(6)) * 1000000 AS SIGNED)");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return Instant.EPOCH.plus(row.getLong(1), ChronoUnit.MICROS);
        }
    }

    @Override
    public void bind(
            PreparedStatement statement, int place, ParameterType type, @Nullable Object value)
            throws SQLException {
        switch (value) {
            case null -> statement.setNull(place, Types.VARCHAR);
            // The session's zone is UTC.
            case OffsetDateTime time ->
                    statement.setObject(
                            place, time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime());
            case UUID id -> statement.setString(place, id.toString());
            default -> statement.setObject(place, value);
        }
    }

    @Override
    public void bindKey(PreparedStatement statement, int place, DatasetSql sql, String key)
            throws SQLException {
        // A number that is compared with text becomes a floating-point number, and large ones meet
        // their neighbours. So the server is asked what the column is.
        try (PreparedStatement column = statement.getConnection().prepareStatement(sql.keys())) {
            MariaDbValues.ofColumn(column.getMetaData(), 1).bindKey(statement, place, key);
        }
    }

    @Override
    public ColumnValues valuesOf(ResultSetMetaData columns, int column) throws SQLException {
        return MariaDbValues.ofColumn(columns, column);
    }

    @Override
    public long sessionOf(Connection connection) throws SQLException {
        return connection.unwrap(org.mariadb.jdbc.Connection.class).getThreadId();
    }

    @Override
    public void cancel(Connection connection, long session) throws SQLException {
        try (PreparedStatement kill = connection.prepareStatement("KILL QUERY ?")) {
            kill.setLong(1, session);
            kill.execute();
        } catch (SQLException e) {
            if (e.getErrorCode() != NO_SUCH_SESSION) {
                throw e;
            }
        }
    }

    /** Ends the connection: whatever else was done with it would first read all those rows into memory. */
    @Override
    public void discardRows(Connection connection) throws SQLException {
        connection.unwrap(org.mariadb.jdbc.Connection.class).abort(Runnable::run);
    }

    @Override
    public String words(SQLException refusal) {
        return CONNECTION.matcher(String.valueOf(refusal.getMessage())).replaceFirst("");
    }

    /** Syntax errors name their line; of others, the first line that has the name in the message. */
    @Override
    public int lineOf(SQLException refusal, NamedSql sql) {
        String words = words(refusal);
        Matcher line = LINE.matcher(words);
        if (line.find()) {
            return Math.max(0, Integer.parseInt(line.group(1)) - 1);
        }
        Matcher name = NAME.matcher(words);
        return name.find() ? sql.lineOfWord(name.group(1)) : 0;
    }
}
