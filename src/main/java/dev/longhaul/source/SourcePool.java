package dev.longhaul.source;

import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalConnectionFactoryConfigurationSupplier;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.agroal.pool.DataSource;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** Makes a source of its settings, after a look at them. The database is not asked for anything yet. */
final class SourcePool {

    /** How much longer than to connect may be waited for a connection, so that it fails with the database's words. */
    private static final Duration MORE = Duration.ofSeconds(2);

    /** MySQL keeps a number of milliseconds that fits 32 bits. */
    private static final Duration LONGEST = Duration.ofDays(24);

    private final String key;
    private final SourceSettings.Database database;

    private SourcePool(String name, SourceSettings.Database database) {
        this.key = "longhaul.sources." + name;
        this.database = database;
    }

    /**
     * @throws ConfigurationException naming the key that is wrong and what would be right
     */
    static Source open(String name, SourceSettings.Database database) {
        var pool = new SourcePool(name, database);
        pool.check();
        Dialect dialect =
                Dialect.ofUrl(database.url())
                        .orElseThrow(() ->
                                pool.wrong(
                                        "url",
                                        "of a kind that is not known here; it has to be a JDBC URL like "
                                                + Dialect.URLS));
        return new Source(
                name, dialect, pool.open(dialect), new Semaphore(database.maxConnections(), true));
    }

    private void check() {
        if (database.maxConnections() < 1) {
            throw wrong("max-connections", database.maxConnections() + "; allow at least 1");
        }
        checkDuration("statement-timeout", database.statementTimeout());
        checkDuration("connect-timeout", database.connectTimeout());
        if (database.password().isPresent() && database.passwordFile().isPresent()) {
            throw wrong("password-file", "set, and so is password; keep one of the two");
        }
        database.passwordFile().ifPresent(this::checkReadable);
    }

    private void checkDuration(String setting, Duration value) {
        if (value.compareTo(Duration.ofSeconds(1)) < 0 || value.compareTo(LONGEST) > 0) {
            throw wrong(setting, value + "; it has to be between 1s and 24d");
        }
    }

    private void checkReadable(Path file) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw wrong(
                    "password-file",
                    file.toAbsolutePath()
                            + ", which is no file that can be read; name one that holds nothing but the password");
        }
    }

    private ConfigurationException wrong(String setting, String what) {
        return new ConfigurationException(key + "." + setting + " is " + what + ".");
    }

    private DataSource open(Dialect dialect) {
        var configuration =
                new AgroalDataSourceConfigurationSupplier()
                        .connectionPoolConfiguration(pool ->
                                pool.maxSize(database.maxConnections())
                                        .acquisitionTimeout(database.connectTimeout().plus(MORE))
                                        .reapTimeout(Duration.ofMinutes(5))
                                        // A restarted database leaves dead connections, each of
                                        // which would cost a job an attempt.
                                        .validateOnBorrow(true)
                                        .connectionValidator(ConnectionValidator.defaultValidator())
                                        // What an interruption has broken is not used again.
                                        .exceptionSorter(dialect.fatalErrors())
                                        .connectionFactoryConfiguration(connections -> {
                                            dialect.configure(connections, database);
                                            authenticate(connections);
                                            return connections;
                                        }));
        // Not AgroalDataSource.from, which looks its implementation up by name: a native image
        // would not find it.
        return new DataSource(configuration.get());
    }

    private void authenticate(AgroalConnectionFactoryConfigurationSupplier connections) {
        database.username().ifPresent(user -> connections.principal(new NamePrincipal(user)));
        database.password()
                .ifPresent(password -> connections.credential(new SimplePassword(password)));
        database.passwordFile()
                .ifPresent(file ->
                        connections
                                .credential(new PasswordFile(file))
                                .addSecurityProvider(PasswordFile::propertiesOf));
    }
}
