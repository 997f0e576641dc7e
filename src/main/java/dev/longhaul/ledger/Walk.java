package dev.longhaul.ledger;

import dev.longhaul.job.JobStatus;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Along which index a list is made: the ids of jobs that may be in it, the newest first, as many as are looked at in one
 * go. The filter alone says which, so that how far is walked never hangs on an estimate of the planner's.
 */
enum Walk {
    ALL(
            """
            SELECT id FROM job WHERE id < :below AND id >= :lowest ORDER BY id DESC LIMIT :looks\
            """),

    OF_OWNER(
            """
            SELECT id FROM job_request WHERE owner = :owner AND id < :below AND id >= :lowest
            ORDER BY id DESC LIMIT :looks\
            """),

    OF_TYPES(
            """
            SELECT each.id FROM unnest(:types::text[]) AS wanted (type) CROSS JOIN LATERAL (
                SELECT id FROM job_request
                WHERE owner = :owner AND job_request.type = wanted.type AND id < :below AND id >= :lowest
                ORDER BY id DESC LIMIT :looks) each
            ORDER BY each.id DESC LIMIT :looks\
            """),

    OF_SCHEDULE(
            """
            SELECT id FROM job WHERE schedule_id = :schedule AND id < :below AND id >= :lowest
            ORDER BY id DESC LIMIT :looks\
            """),

    OF_STATUSES(
            List.of(
                            someOf("notStarted", "ready"),
                            someOf("notStarted", "NOT ready"),
                            someOf("running", "true"),
                            someOf("failed", "true"),
                            someOf("canceled", "true"))
                    .stream()
                    .collect(
                            Collectors.joining(
                                    "\nUNION ALL\n",
                                    "SELECT id FROM (",
                                    ") any_status ORDER BY id DESC LIMIT :looks")));

    private final String sql;

    Walk(String sql) {
        this.sql = sql;
    }

    /** A part of one partial index, which costs nothing where that status is not asked for. */
    private static String someOf(String status, String condition) {
        return """
        (SELECT id FROM job
        WHERE '%1$s' = ANY (:statuses::text[]) AND status = '%1$s' AND %2$s AND id < :below AND id >= :lowest
        ORDER BY id DESC LIMIT :looks)\
        """
                .formatted(status, condition);
    }

    /** The best for that filter. */
    static Walk along(JobFilter filter) {
        if (filter.schedule().isPresent()) {
            return OF_SCHEDULE;
        }
        if (!filter.statuses().isEmpty() && !filter.statuses().contains(JobStatus.SUCCEEDED)) {
            return OF_STATUSES;
        }
        if (filter.owner().isEmpty()) {
            return ALL;
        }
        return filter.types().isEmpty() ? OF_OWNER : OF_TYPES;
    }

    String sql() {
        return sql;
    }
}
