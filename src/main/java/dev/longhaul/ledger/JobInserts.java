package dev.longhaul.ledger;

import static dev.longhaul.ledger.Columns.array;
import static dev.longhaul.ledger.KeysOfJobs.releaseKeys;
import static dev.longhaul.ledger.KeysOfJobs.reserveKeys;

import dev.longhaul.job.JobId;
import dev.longhaul.job.JobStatus;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Writes accepted jobs, those that arrive together in one transaction, their keys in the same.
 *
 * <p>The look-up of the idempotency key comes first: a request that is repeated because its answer was lost must not
 * be told that its own job is running already.
 */
@Singleton
public class JobInserts {

    /** Rows in the order of their unique keys, so that batches that meet wait for each other and not in a circle. */
    private static final String INSERT =
            """
            WITH accepted AS (
                SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    AS a (id, owner, type, description, parameters, labels, queue, priority, lane, max_attempts,
                          timeout_ms, retention_ms, run_at, unique_key, limit_key, notices)
            ), jobs AS (
                INSERT INTO job (id, owner, type, queue, priority, lane, max_attempts, timeout_ms, retention_ms,
                    run_at, ready, unique_key, limit_key, notices)
                SELECT id, owner, type, queue, priority, lane, max_attempts, timeout_ms, retention_ms,
                    coalesce(run_at, now()), coalesce(run_at <= now(), true), unique_key, limit_key, notices
                FROM accepted
                ORDER BY owner, type, unique_key
                ON CONFLICT DO NOTHING
                RETURNING id, created_at, run_at, ready
            ), requests AS (
                INSERT INTO job_request (id, owner, type, description, parameters, labels)
                SELECT id, owner, type, description, parameters::json, labels::json
                FROM accepted JOIN jobs USING (id)
            )
            SELECT * FROM jobs
            """;

    private static final String HOLDERS_OF_JOBS =
            """
            WITH wanted AS (
                SELECT * FROM unnest(?, ?, ?, ?) AS w (owner, type, unique_key, id)
            )
            SELECT wanted.id AS wanted, job.id AS holder FROM wanted
            JOIN job ON job.owner = wanted.owner AND job.type = wanted.type AND job.unique_key = wanted.unique_key
                AND job.unique_key IS NOT NULL AND job.status IN ('notStarted', 'running')
            UNION ALL
            SELECT id, id FROM wanted JOIN job USING (id)
            """;

    /** A job under the same unique key may end between two statements; then there is room for this one. */
    private static final int TRIES = 5;

    private static final int MOST_JOBS = 500;
    private static final int MOST_BYTES = 8 << 20;

    private record Row(Instant created, Instant runAt, boolean due) {}

    private final DataSource database;
    private final GroupedCalls<NewJob, Insertion> inserts =
            new GroupedCalls<>(
                    new GroupedCalls.Limits(2, MOST_JOBS, MOST_BYTES), NewJob::weight, this::write);

    JobInserts(DataSource database) {
        this.database = database;
    }

    /**
     * Makes the job durable, unless one of its keys stands against it. Inserting one whose id is there already changes
     * nothing.
     *
     * @throws LedgerUnavailable if the database did not take it; it may have, where the connection broke
     */
    public Insertion insert(NewJob job) {
        return Databases.await(inserts.submit(job));
    }

    /** What was written by a try whose answer was lost is found by its ids. */
    private List<Insertion> write(List<NewJob> jobs) throws SQLException {
        boolean tied =
                jobs.stream()
                        .anyMatch(job ->
                                job.idempotencyKey().isPresent()
                                        || job.uniqueKey().isPresent()
                                        || !job.files().isEmpty()
                                        || !job.notices().isEmpty());
        return Databases.persistently(
                database,
                connection ->
                        tied
                                ? Databases.inTransaction(
                                        connection, () -> insert(connection, jobs))
                                : plainly(connection, jobs));
    }

    /**
     * The job that the same request led to before, under the same idempotency key. Empty if there is none, or no key.
     *
     * @throws LedgerUnavailable if the database is away
     */
    public Optional<JobId> repeated(NewJob job) {
        try {
            return job.idempotencyKey().isEmpty()
                    ? Optional.empty()
                    : Databases.persistently(
                            database, connection -> KeysOfJobs.repeated(connection, job));
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
    }

    /** One statement is a transaction by itself. */
    private static List<Insertion> plainly(Connection connection, List<NewJob> jobs)
            throws SQLException {
        Map<UUID, Insertion> outcomes = new HashMap<>();
        insert(connection, jobs, outcomes);
        findHolders(connection, missing(jobs, outcomes), outcomes);
        return inOrder(jobs, outcomes);
    }

    /** Inserts jobs with their keys and files, as a part of the transaction of that connection. */
    static List<Insertion> insert(Connection connection, List<NewJob> jobs) throws SQLException {
        Map<UUID, Insertion> outcomes = new HashMap<>();
        reserveKeys(connection, jobs, outcomes);
        JobFiles.hold(connection, missing(jobs, outcomes), outcomes);
        for (int i = 0; i < TRIES && outcomes.size() < jobs.size(); i++) {
            insert(connection, missing(jobs, outcomes), outcomes);
            findHolders(connection, missing(jobs, outcomes), outcomes);
        }
        outcomes.replaceAll((_, outcome) -> ofHolder(outcome, outcomes));
        JobFiles.tie(connection, jobs, outcomes);
        JobNotices.tie(connection, jobs, outcomes);
        releaseKeys(connection, outcomes);
        return inOrder(jobs, outcomes);
    }

    /** Who met a key of the same batch whose own job was refused is refused with it. */
    private static Insertion ofHolder(Insertion outcome, Map<UUID, Insertion> outcomes) {
        JobId holder;
        switch (outcome) {
            case Insertion.Repeated(JobId job) -> holder = job;
            case Insertion.KeyReused(var job) -> {
                if (job.isEmpty()) {
                    return outcome;
                }
                holder = job.get();
            }
            case Insertion.Inserted(JobSnapshot job) -> holder = job.id();
            case Insertion.AlreadyRunning(JobId job) -> holder = job;
            case Insertion.FileGone _ -> {
                return outcome;
            }
        }
        Insertion ofHolder = outcomes.get(holder.value());
        return ofHolder instanceof Insertion.AlreadyRunning
                        || ofHolder instanceof Insertion.FileGone
                ? ofHolder
                : outcome;
    }

    private static List<NewJob> missing(List<NewJob> jobs, Map<UUID, Insertion> outcomes) {
        return jobs.stream().filter(job -> !outcomes.containsKey(job.id().value())).toList();
    }

    private static List<Insertion> inOrder(List<NewJob> jobs, Map<UUID, Insertion> outcomes)
            throws SQLException {
        var answers = new ArrayList<Insertion>(jobs.size());
        for (NewJob job : jobs) {
            Insertion outcome = outcomes.get(job.id().value());
            if (outcome == null) {
                throw new SQLException("the job was neither inserted nor found", "40001");
            }
            answers.add(outcome);
        }
        return answers;
    }

    private static void insert(
            Connection connection, List<NewJob> jobs, Map<UUID, Insertion> outcomes)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            bind(connection, insert, jobs);
            Map<UUID, Row> inserted = new HashMap<>();
            try (ResultSet rows = insert.executeQuery()) {
                while (rows.next()) {
                    inserted.put(
                            rows.getObject("id", UUID.class),
                            new Row(
                                    Columns.instant(rows, "created_at"),
                                    Columns.instant(rows, "run_at"),
                                    rows.getBoolean("ready")));
                }
            }
            for (NewJob job : jobs) {
                Row row = inserted.get(job.id().value());
                if (row != null) {
                    outcomes.put(job.id().value(), new Insertion.Inserted(snapshot(job, row)));
                }
            }
        }
    }

    private static void bind(Connection connection, PreparedStatement insert, List<NewJob> jobs)
            throws SQLException {
        insert.setArray(1, array(connection, "uuid", jobs, job -> job.id().value()));
        insert.setArray(2, array(connection, "text", jobs, NewJob::owner));
        insert.setArray(3, array(connection, "text", jobs, NewJob::type));
        insert.setArray(4, array(connection, "text", jobs, job -> orNull(job.description())));
        insert.setArray(5, array(connection, "text", jobs, NewJob::parameters));
        insert.setArray(6, array(connection, "text", jobs, job -> orNull(job.labels())));
        insert.setArray(7, array(connection, "text", jobs, NewJob::queue));
        insert.setArray(8, array(connection, "int2", jobs, job -> (short) job.priority()));
        insert.setArray(9, array(connection, "int8", jobs, NewJob::lane));
        insert.setArray(10, array(connection, "int4", jobs, NewJob::maxAttempts));
        insert.setArray(
                11,
                array(
                        connection,
                        "int8",
                        jobs,
                        job -> orNull(job.timeout().map(Duration::toMillis))));
        insert.setArray(12, array(connection, "int8", jobs, job -> job.retention().toMillis()));
        insert.setArray(13, array(connection, "timestamptz", jobs, job -> orNull(job.runAt())));
        insert.setArray(14, array(connection, "text", jobs, job -> orNull(job.uniqueKey())));
        insert.setArray(
                15,
                array(
                        connection,
                        "int8",
                        jobs,
                        job -> job.limitKey().isPresent() ? job.limitKey().getAsLong() : null));
        insert.setArray(16, array(connection, "bool", jobs, job -> !job.notices().isEmpty()));
    }

    /** Who stands in the way of what was not inserted: another job, or the same, inserted by an earlier try. */
    private static void findHolders(
            Connection connection, List<NewJob> missing, Map<UUID, Insertion> outcomes)
            throws SQLException {
        if (missing.isEmpty()) {
            return;
        }
        Map<UUID, NewJob> wanted = new HashMap<>();
        missing.forEach(job -> wanted.put(job.id().value(), job));
        try (PreparedStatement select = connection.prepareStatement(HOLDERS_OF_JOBS)) {
            select.setArray(1, array(connection, "text", missing, NewJob::owner));
            select.setArray(2, array(connection, "text", missing, NewJob::type));
            select.setArray(3, array(connection, "text", missing, job -> orNull(job.uniqueKey())));
            select.setArray(4, array(connection, "uuid", missing, job -> job.id().value()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    UUID id = rows.getObject("wanted", UUID.class);
                    JobId holder = new JobId(rows.getObject("holder", UUID.class));
                    outcomes.put(
                            id,
                            holder.value().equals(id)
                                    ? new Insertion.Repeated(holder)
                                    : new Insertion.AlreadyRunning(holder));
                }
            }
        }
    }

    private static JobSnapshot snapshot(NewJob job, Row row) {
        return new JobSnapshot(
                job.id(),
                job.type(),
                job.owner(),
                JobStatus.NOT_STARTED,
                1,
                job.queue(),
                job.priority(),
                0,
                0,
                job.maxAttempts(),
                false,
                job.uniqueKey(),
                job.description(),
                Optional.of(job.parameters()),
                job.labels(),
                Optional.empty(),
                row.created(),
                row.runAt(),
                row.due(),
                row.created(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                notices(job),
                List.of());
    }

    private static Optional<String> notices(NewJob job) {
        return job.notices().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        job.notices().stream()
                                .map(NewNotice::shown)
                                .collect(Collectors.joining(",", "[", "]")));
    }

    private static @Nullable Object orNull(Optional<?> value) {
        return value.orElse(null);
    }
}
