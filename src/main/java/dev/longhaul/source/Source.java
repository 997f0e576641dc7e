package dev.longhaul.source;

import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;

/**
 * A database that datasets read.
 *
 * @param pool its connections
 * @param turns as many as connections: who comes when all are taken waits, and does not fail
 */
record Source(String name, Dialect dialect, AgroalDataSource pool, Semaphore turns) {

    Connection connect() throws SQLException {
        return pool.getConnection();
    }
}
