package dev.longhaul.ledger;

import static dev.longhaul.ledger.Columns.array;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Writes accepted jobs, those that arrive together in one transaction. */
@Singleton
public class JobInserts {

    private static final String INSERT =
            """
            WITH accepted AS (
                SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?)
                    AS a (id, owner, type, description, parameters, labels, max_attempts, run_at)
            ), jobs AS (
                INSERT INTO job (id, type, max_attempts, run_at)
                SELECT id, type, max_attempts, coalesce(run_at, now()) FROM accepted
                ON CONFLICT DO NOTHING
            )
            INSERT INTO job_request (id, owner, description, parameters, labels)
            SELECT id, owner, description, parameters::json, labels::json FROM accepted
            ON CONFLICT DO NOTHING
            """;

    private final DataSource database;
    private final GroupCommit<NewJob, Boolean> inserts = new GroupCommit<>(500, this::write);

    JobInserts(DataSource database) {
        this.database = database;
    }

    /**
     * Makes the job durable. Inserting one whose id is there already changes nothing.
     *
     * @throws LedgerUnavailable if the database did not take it; it may have, where the connection broke
     */
    public void insert(NewJob job) {
        Databases.await(inserts.submit(job));
    }

    private List<Boolean> write(List<NewJob> jobs) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setArray(1, array(connection, "uuid", jobs, job -> job.id().value()));
            insert.setArray(2, array(connection, "text", jobs, NewJob::owner));
            insert.setArray(3, array(connection, "text", jobs, NewJob::type));
            insert.setArray(4, array(connection, "text", jobs, job -> orNull(job.description())));
            insert.setArray(5, array(connection, "text", jobs, NewJob::parameters));
            insert.setArray(6, array(connection, "text", jobs, job -> orNull(job.labels())));
            insert.setArray(7, array(connection, "int4", jobs, NewJob::maxAttempts));
            insert.setArray(8, array(connection, "timestamptz", jobs, job -> orNull(job.runAt())));
            insert.executeUpdate();
        }
        return Collections.nCopies(jobs.size(), true);
    }

    private static @Nullable Object orNull(java.util.Optional<?> value) {
        return value.orElse(null);
    }
}
