package dev.longhaul.ledger;

import static dev.longhaul.ledger.Columns.array;

import dev.longhaul.job.Failure;
import dev.longhaul.job.JobEvent;
import dev.longhaul.job.JobId;
import dev.longhaul.job.Lifecycle;
import dev.longhaul.job.Progress;
import dev.longhaul.job.StoredResult;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Writes how attempts ended, those that end together in one transaction. */
@Singleton
public class JobEndings {

    /**
     * The attempt number and the status that the event starts from must still be the job's: that is the fence that a
     * stale worker does not pass. Rows are locked in the order of their ids, as every statement here that touches
     * several does, so that none waits for another in a circle.
     *
     * <p>Answers with the jobs whose ending stands, also where an earlier try at the same write got through although
     * its answer was lost.
     */
    private static final String APPLY =
            """
            WITH ending AS (
                SELECT * FROM unnest(?, ?, ?::job_status[], ?::job_status[], ?::job_status[], ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                        ?, ?, ?, ?, ?::json[])
                    AS e (id, attempt, from_status, to_status, to_status_when_canceling, outcome, backoff_ms,
                          code, error_status, error_message, error_detail,
                          file_key, media_type, filename, size, sha256, rows,
                          completed, total, unit, message, manifest)
            ), held AS (
                SELECT job.id,
                    CASE WHEN job.cancel_requested THEN e.to_status_when_canceling ELSE e.to_status END AS to_status
                FROM job JOIN ending e ON job.id = e.id AND %1$s
                    AND (e.outcome <> 'lost' OR job.lease_until < now())
                ORDER BY job.id
                FOR NO KEY UPDATE OF job
            ), applied AS (
                UPDATE job SET
                    status = held.to_status, version = version + 1, updated_at = now(), lease_until = NULL,
                    completed = CASE WHEN e.unit IS NULL THEN job.completed ELSE e.completed END,
                    total = CASE WHEN e.unit IS NULL THEN job.total ELSE e.total END,
                    unit = coalesce(e.unit, job.unit),
                    message = CASE WHEN e.unit IS NULL THEN job.message ELSE e.message END,
                    stage = NULL,
                    failures = failures + (e.outcome = 'failed')::int,
                    losses = losses + (e.outcome = 'lost')::int,
                    ready = e.backoff_ms = 0,
                    run_at = CASE WHEN e.backoff_ms > 0
                        THEN now() + e.backoff_ms * interval '1 millisecond' ELSE run_at END,
                    finished_at = CASE WHEN held.to_status <> 'notStarted' THEN now() END,
                    expires_at = CASE WHEN held.to_status <> 'notStarted'
                        THEN now() + job.retention_ms * interval '1 millisecond' END
                FROM held JOIN ending e USING (id)
                WHERE job.id = held.id AND %1$s
                RETURNING job.id, e.attempt, e.outcome, job.worker, job.claimed_at
            ), attempts AS (
                INSERT INTO attempt (job_id, number, worker, started_at, outcome, code, status, message, detail)
                SELECT id, attempt, a.worker, a.claimed_at, outcome,
                    e.code, e.error_status, e.error_message, e.error_detail
                FROM applied a JOIN ending e USING (id, attempt, outcome)
                %2$s
            ), results AS (
                INSERT INTO job_result (id, file_key, media_type, filename, size, sha256, rows, manifest)
                SELECT id, e.file_key, e.media_type, e.filename, e.size, e.sha256, e.rows, e.manifest
                FROM applied JOIN ending e USING (id, attempt, outcome)
                WHERE e.file_key IS NOT NULL
                %3$s
            )
            SELECT id, attempt, outcome FROM applied
            UNION ALL
            SELECT e.id, e.attempt, e.outcome FROM ending e JOIN attempt a
                ON a.job_id = e.id AND a.number = e.attempt AND a.outcome = e.outcome
            """;

    private static final String GUARDED =
            APPLY.formatted("job.attempt = e.attempt AND job.status = e.from_status", "", "");

    /** For {@link Safeguards#fencing} only. */
    private static final String UNGUARDED =
            APPLY.formatted(
                    "true",
                    "ON CONFLICT DO NOTHING",
                    "ON CONFLICT (id) DO UPDATE SET file_key = excluded.file_key");

    private static final int MOST_ENDINGS = 500;

    private record Entry(
            JobId job,
            int attempt,
            JobEvent.Ending event,
            Optional<Progress> progress,
            Lifecycle.Transition transition) {

        Optional<StoredResult> result() {
            return event instanceof JobEvent.Succeeded(var result, var _)
                    ? result
                    : Optional.empty();
        }

        Optional<String> manifest() {
            return event instanceof JobEvent.Succeeded(var _, var manifest)
                    ? manifest
                    : Optional.empty();
        }

        Optional<Failure> failure() {
            return switch (event) {
                case JobEvent.RetryScheduled(var failure, var _) -> Optional.of(failure);
                case JobEvent.NotKnown(var failure, var _) -> Optional.of(failure);
                case JobEvent.Failed(var failure) -> Optional.of(failure);
                case JobEvent.WorkersLost(var failure) -> Optional.of(failure);
                case JobEvent.Succeeded _,
                        JobEvent.Canceled _,
                        JobEvent.HandedBack _,
                        JobEvent.LeaseExpired _ ->
                        Optional.empty();
            };
        }

        long backoffMillis() {
            return switch (event) {
                case JobEvent.RetryScheduled(var _, Duration backoff) -> backoff.toMillis();
                case JobEvent.NotKnown(var _, Duration pause) -> pause.toMillis();
                case JobEvent.Succeeded _,
                        JobEvent.Failed _,
                        JobEvent.Canceled _,
                        JobEvent.HandedBack _,
                        JobEvent.LeaseExpired _,
                        JobEvent.WorkersLost _ ->
                        0;
            };
        }
    }

    /** An ending that stands: two rivals may come in the same batch. */
    private record Ended(UUID job, int attempt, String outcome) {

        static Ended of(Entry entry) {
            return new Ended(
                    entry.job().value(), entry.attempt(), entry.event().outcome().wireName());
        }
    }

    private final DataSource database;
    private final String apply;
    private final GroupedCalls<Entry, Boolean> endings =
            new GroupedCalls<>(
                    new GroupedCalls.Limits(1, MOST_ENDINGS, MOST_ENDINGS), _ -> 1, this::write);

    JobEndings(DataSource database, Safeguards safeguards) {
        this.database = database;
        this.apply = safeguards.fencing() ? GUARDED : UNGUARDED;
    }

    /**
     * Applies the ending to the attempt, if the attempt still holds its job.
     *
     * @param progress how far the attempt came, where that is news
     * @return completed once it is durable: whether the ending stands. False means that the lease had run out and
     *     somebody else ended the attempt. Completed exceptionally with {@link SQLException} if the database is away,
     *     where applying the same ending again is safe, or with {@link EndingRefused} if it never will be taken.
     */
    public CompletableFuture<Boolean> apply(
            JobId job, int attempt, JobEvent.Ending event, Optional<Progress> progress) {
        return endings.submit(new Entry(job, attempt, event, progress, Lifecycle.ofEnding(event)))
                .exceptionallyCompose(e ->
                        CompletableFuture.failedFuture(
                                e instanceof SQLException refusal
                                                && Databases.refusedTheData(refusal)
                                        ? new EndingRefused(refusal)
                                        : e));
    }

    private List<Boolean> write(List<Entry> entries) throws SQLException {
        return Databases.persistently(database, connection -> write(connection, entries));
    }

    private List<Boolean> write(Connection connection, List<Entry> entries) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(apply)) {
            bind(connection, statement, entries);
            Set<Ended> standing = new HashSet<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    standing.add(
                            new Ended(
                                    rows.getObject(1, UUID.class),
                                    rows.getInt(2),
                                    rows.getString(3)));
                }
            }
            return entries.stream().map(entry -> standing.contains(Ended.of(entry))).toList();
        }
    }

    private static void bind(Connection connection, PreparedStatement apply, List<Entry> entries)
            throws SQLException {
        apply.setArray(1, array(connection, "uuid", entries, entry -> entry.job().value()));
        apply.setArray(2, array(connection, "int4", entries, Entry::attempt));
        apply.setArray(
                3,
                array(connection, "text", entries, entry -> entry.transition().from().wireName()));
        apply.setArray(
                4, array(connection, "text", entries, entry -> entry.transition().to().wireName()));
        apply.setArray(
                5,
                array(
                        connection,
                        "text",
                        entries,
                        entry -> entry.transition().toWhenCanceling().wireName()));
        apply.setArray(
                6, array(connection, "text", entries, entry -> entry.event().outcome().wireName()));
        apply.setArray(7, array(connection, "int8", entries, Entry::backoffMillis));
        apply.setArray(8, array(connection, "text", entries, ofFailure(Failure::code)));
        apply.setArray(9, array(connection, "int4", entries, ofFailure(Failure::status)));
        apply.setArray(10, array(connection, "text", entries, ofFailure(Failure::message)));
        apply.setArray(
                11,
                array(
                        connection,
                        "text",
                        entries,
                        ofFailure(failure -> failure.detail().orElse(null))));
        apply.setArray(12, array(connection, "text", entries, ofResult(StoredResult::key)));
        apply.setArray(13, array(connection, "text", entries, ofResult(StoredResult::mediaType)));
        apply.setArray(14, array(connection, "text", entries, ofResult(StoredResult::filename)));
        apply.setArray(15, array(connection, "int8", entries, ofResult(StoredResult::size)));
        apply.setArray(16, array(connection, "text", entries, ofResult(StoredResult::sha256)));
        apply.setArray(
                17,
                array(
                        connection,
                        "int8",
                        entries,
                        ofResult(result ->
                                result.rows().isPresent() ? result.rows().getAsLong() : null)));
        apply.setArray(18, array(connection, "int8", entries, ofProgress(Progress::completed)));
        apply.setArray(
                19,
                array(
                        connection,
                        "int8",
                        entries,
                        ofProgress(progress ->
                                progress.total().isPresent()
                                        ? progress.total().getAsLong()
                                        : null)));
        apply.setArray(20, array(connection, "text", entries, ofProgress(Progress::unit)));
        apply.setArray(
                21,
                array(
                        connection,
                        "text",
                        entries,
                        ofProgress(progress -> progress.message().orElse(null))));
        apply.setArray(
                22, array(connection, "text", entries, entry -> entry.manifest().orElse(null)));
    }

    private static Function<Entry, @Nullable Object> ofProgress(
            Function<Progress, @Nullable Object> part) {
        return entry -> entry.progress().map(part).orElse(null);
    }

    private static Function<Entry, @Nullable Object> ofFailure(
            Function<Failure, @Nullable Object> part) {
        return entry -> entry.failure().map(part).orElse(null);
    }

    private static Function<Entry, @Nullable Object> ofResult(
            Function<StoredResult, @Nullable Object> part) {
        return entry -> entry.result().map(part).orElse(null);
    }
}
