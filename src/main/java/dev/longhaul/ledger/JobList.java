package dev.longhaul.ledger;

import dev.longhaul.job.JobId;
import dev.longhaul.job.JobStatus;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.PGStatement;

/**
 * Lists jobs, the newest first. A page follows upon an id, so what arrives meanwhile moves nothing.
 *
 * <p>Ids are walked along in the order of an index, and each job on the way is looked at. What no index finds (text,
 * labels, rare combinations) is looked for until the time is up; then the page is what was found, and the next goes on from
 * there. No list costs the database more than that at a time, however many jobs there are.
 */
@Singleton
public class JobList {

    /** Bytes of JSON; larger parameters are left out, so that a page of 500 jobs is two megabytes of them at most. */
    public static final int LARGEST_PARAMETERS = 4096;

    /**
     * One row for each ended attempt of a job that is on the page, or one without; and the last job that was looked at,
     * on the page or not, if there may be more behind it. OFFSET 0 keeps each look a look-up by id.
     */
    private static final String LIST =
            """
            SELECT job.*, job.run_at <= now() AS due, page.matches, page.place,
                request.description, request.labels,
                CASE WHEN pg_column_size(request.parameters) <= :largest + 4
                    AND octet_length(request.parameters::text) <= :largest THEN request.parameters END AS parameters,
                result.file_key, result.media_type, result.filename, result.size, result.sha256, result.rows,
                result.manifest IS NOT NULL AS has_manifest,
                attempt.number AS ended_number, attempt.worker AS ended_worker,
                attempt.started_at AS ended_started_at, attempt.finished_at AS ended_finished_at,
                attempt.outcome AS ended_outcome, attempt.code AS ended_code, attempt.status AS ended_status,
                attempt.message AS ended_message, attempt.detail AS ended_detail
            FROM (
                SELECT * FROM (
                    SELECT walk.id, row_number() OVER (ORDER BY walk.id DESC) AS place,
                        (job.expires_at > now() OR job.expires_at IS NULL)
                        AND (:owner::text IS NULL OR job.owner = :owner)
                        AND (cardinality(:statuses::text[]) = 0 OR job.status::text = ANY (:statuses))
                        AND (cardinality(:types::text[]) = 0 OR job.type = ANY (:types))
                        AND (:after::timestamptz IS NULL OR job.created_at > :after)
                        AND (:before::timestamptz IS NULL OR job.created_at < :before)
                        AND NOT EXISTS (
                            SELECT FROM unnest(:keys::text[], :values::text[]) AS label (key, value)
                            WHERE label.value IS DISTINCT FROM
                                (SELECT labels ->> label.key FROM job_request WHERE job_request.id = job.id))
                        AND (:pattern::text IS NULL OR job.id::text LIKE lower(:pattern) OR
                            (SELECT coalesce(description ILIKE :pattern, false) OR parameters::text ILIKE :pattern
                             FROM job_request WHERE job_request.id = job.id)) AS matches
                    FROM (:walk) walk
                    CROSS JOIN LATERAL (
                        SELECT id, owner, status, type, created_at, expires_at FROM job WHERE job.id = walk.id OFFSET 0) job
                ) looked_at
                WHERE matches OR place = :looks
                ORDER BY id DESC
                LIMIT :limit
            ) page
            JOIN job USING (id)
            LEFT JOIN job_request request USING (id)
            LEFT JOIN job_result result USING (id)
            LEFT JOIN attempt ON attempt.job_id = page.id
            ORDER BY page.id DESC, attempt.number
            """;

    /** What is asked first is small, for a page that fills at once; what has to be looked for goes in larger steps. */
    static final int FIRST_LOOKS = 1_000;

    /** A job may have a megabyte of parameters to search. */
    private static final int FIRST_LOOKS_FOR_TEXT = 100;

    private static final int MOST_LOOKS = 20_000;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** What one look along the walk came to: the jobs, and the last id that was looked at if there may be more. */
    private record Stretch(List<JobSnapshot> jobs, Optional<JobId> last) {}

    private final DataSource database;

    JobList(DataSource database) {
        this.database = database;
    }

    /**
     * The page that follows upon {@code last}, or the first.
     *
     * @throws LedgerUnavailable if the database is away
     */
    public JobPage page(JobFilter filter, Optional<JobId> last, int limit) {
        try {
            return Databases.persistently(
                    database, connection -> page(connection, filter, last, limit));
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
    }

    static JobPage page(Connection connection, JobFilter filter, Optional<JobId> last, int limit)
            throws SQLException {
        long start = System.nanoTime();
        List<JobSnapshot> found = new ArrayList<>();
        Optional<JobId> reached = last;
        int looks = filter.text().isPresent() ? FIRST_LOOKS_FOR_TEXT : FIRST_LOOKS;
        long elapsed = 0;
        do {
            // One more than fits tells whether there is another page.
            int wanted = limit + 1 - found.size();
            Stretch stretch = look(connection, filter, reached, looks, wanted);
            found.addAll(stretch.jobs());
            if (found.size() > limit) {
                return new JobPage(
                        List.copyOf(found.subList(0, limit)),
                        Optional.of(found.get(limit - 1).id()));
            }
            reached = stretch.last();
            long before = elapsed;
            elapsed = System.nanoTime() - start;
            if (elapsed - before < PATIENCE.toNanos() / 8) {
                looks = Math.min(looks * 4, MOST_LOOKS);
            }
        } while (reached.isPresent() && elapsed < PATIENCE.toNanos());
        return new JobPage(List.copyOf(found), reached);
    }

    /** What is asked for that filter. */
    static NamedParameters statement(JobFilter filter) {
        return NamedParameters.of(LIST.replace(":walk", Walk.along(filter).sql()));
    }

    private static Stretch look(
            Connection connection, JobFilter filter, Optional<JobId> reached, int looks, int wanted)
            throws SQLException {
        NamedParameters list = statement(filter);
        try (PreparedStatement select = connection.prepareStatement(list.sql())) {
            // Planned for its values each time: a plan for any values would have to do for rare and
            // frequent ones.
            select.unwrap(PGStatement.class).setPrepareThreshold(0);
            list.bind(select, values(connection, filter, reached, looks, wanted));
            List<JobSnapshot> jobs = new ArrayList<>();
            Optional<JobId> last = Optional.empty();
            try (ResultSet row = select.executeQuery()) {
                boolean more = row.next();
                while (more) {
                    boolean matches = row.getBoolean("matches");
                    if (row.getLong("place") == looks) {
                        last = Optional.of(new JobId(row.getObject("id", UUID.class)));
                    }
                    JobSnapshot job = JobReads.read(row);
                    if (matches) {
                        jobs.add(job);
                    }
                    more = !row.isAfterLast();
                }
            }
            return new Stretch(jobs, last);
        }
    }

    static Map<String, Optional<?>> values(
            Connection connection, JobFilter filter, Optional<JobId> reached, int looks, int wanted)
            throws SQLException {
        Map<String, Optional<?>> values = new HashMap<>();
        values.put("below", Optional.of(filter.idsBelow(reached)));
        values.put("lowest", Optional.of(filter.lowestId()));
        values.put("looks", Optional.of(looks));
        values.put("limit", Optional.of(wanted));
        values.put("largest", Optional.of(LARGEST_PARAMETERS));
        values.put("owner", filter.owner());
        values.put("types", texts(connection, filter.types().stream()));
        values.put(
                "statuses", texts(connection, filter.statuses().stream().map(JobStatus::wireName)));
        values.put("after", filter.createdAfter().map(JobList::time));
        values.put("before", filter.createdBefore().map(JobList::time));
        values.put("keys", texts(connection, filter.labels().stream().map(JobFilter.Label::key)));
        values.put(
                "values", texts(connection, filter.labels().stream().map(JobFilter.Label::value)));
        values.put("pattern", filter.text().map(JobList::pattern));
        return values;
    }

    private static Optional<?> texts(Connection connection, Stream<String> texts)
            throws SQLException {
        return Optional.of(connection.createArrayOf("text", texts.toArray()));
    }

    private static Object time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** What contains the text, whatever its characters mean in patterns. */
    private static String pattern(String text) {
        return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}
