package dev.longhaul.ledger;

import dev.longhaul.job.JobId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * All that the ledger knows of a schedule at one moment.
 *
 * @param timing JSON: when it fires, and what happens if it cannot
 * @param job JSON, as callers POST it to {@code /jobs}
 * @param edition grows with what its owner changes
 * @param version grows with every change
 * @param nextFire that nothing has become of yet
 * @param pendingFire that waits for the run before it to finish
 * @param lastFire that became a job
 * @param lastJob that a fire or somebody made
 * @param skipped how many fires met an unfinished run
 * @param lastMissed the newest fire that nobody was there for and that was not caught up on
 * @param updated by its owner
 */
public record ScheduleRecord(
        UUID id,
        String owner,
        String name,
        String timing,
        String job,
        int edition,
        long version,
        boolean paused,
        Instant nextFire,
        Optional<Instant> pendingFire,
        Optional<Instant> lastFire,
        Optional<JobId> lastJob,
        long skipped,
        Optional<Instant> lastSkipped,
        Optional<Instant> lastMissed,
        Optional<Fault> lastFault,
        Instant created,
        Instant updated) {

    /** Why a fire did not become a job, in words for the schedule's owner. */
    public record Fault(Instant fireAt, String message) {}

    static ScheduleRecord read(ResultSet row) throws SQLException {
        return new ScheduleRecord(
                row.getObject("id", UUID.class),
                row.getString("owner"),
                row.getString("name"),
                row.getString("timing"),
                row.getString("job"),
                row.getInt("edition"),
                row.getLong("version"),
                row.getBoolean("paused"),
                Columns.instant(row, "next_fire"),
                Columns.optionalInstant(row, "pending_fire"),
                Columns.optionalInstant(row, "last_fire"),
                Optional.ofNullable(row.getObject("last_job", UUID.class)).map(JobId::new),
                row.getLong("skipped"),
                Columns.optionalInstant(row, "last_skipped"),
                Columns.optionalInstant(row, "last_missed"),
                fault(row),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }

    private static Optional<Fault> fault(ResultSet row) throws SQLException {
        Optional<String> message = Columns.optionalText(row, "last_error");
        return message.isEmpty()
                ? Optional.empty()
                : Optional.of(new Fault(Columns.instant(row, "last_error_at"), message.get()));
    }
}
