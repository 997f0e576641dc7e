package dev.longhaul.ledger;

import dev.longhaul.job.JobId;
import dev.longhaul.job.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Which jobs a list shows: those that all of its parts apply to.
 *
 * @param owner whose; absent: everybody's
 * @param statuses one of these; none: any
 * @param types one of these; none: any
 * @param labels each of these
 * @param text what the description, the parameters or the id contain, in upper or lower case
 * @param createdAfter later than this
 * @param createdBefore earlier than this
 * @param schedule runs of this schedule
 */
public record JobFilter(
        Optional<String> owner,
        Set<JobStatus> statuses,
        Set<String> types,
        List<Label> labels,
        Optional<String> text,
        Optional<Instant> createdAfter,
        Optional<Instant> createdBefore,
        Optional<UUID> schedule) {

    /** Jobs, whether they are runs of schedules or not. */
    public JobFilter(
            Optional<String> owner,
            Set<JobStatus> statuses,
            Set<String> types,
            List<Label> labels,
            Optional<String> text,
            Optional<Instant> createdAfter,
            Optional<Instant> createdBefore) {
        this(owner, statuses, types, labels, text, createdAfter, createdBefore, Optional.empty());
    }

    /** A label and the value that it has. */
    public record Label(String key, String value) {}

    /**
     * How far the time in an id and the time of its row may be apart: the one is by the clock of the process that took the
     * job, the other by that of the database.
     */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private static final long LAST_MILLISECOND = (1L << 48) - 1;
    private static final UUID FIRST = new UUID(0, 0);
    private static final UUID LAST = new UUID(-1, -1);

    /** The same for the jobs of that owner alone. */
    public JobFilter of(String onlyOwner) {
        return new JobFilter(
                Optional.of(onlyOwner),
                statuses,
                types,
                labels,
                text,
                createdAfter,
                createdBefore,
                schedule);
    }

    /** The same for the runs of a schedule alone. */
    public JobFilter ofSchedule(UUID onlySchedule) {
        return new JobFilter(
                owner,
                statuses,
                types,
                labels,
                text,
                createdAfter,
                createdBefore,
                Optional.of(onlySchedule));
    }

    /** No id of a job that is shown is less. */
    UUID lowestId() {
        return createdAfter.map(time -> firstIdOf(time.minus(MARGIN))).orElse(FIRST);
    }

    /** Every id of a job that is shown on a page that follows upon {@code last} is less. */
    UUID idsBelow(Optional<JobId> last) {
        return last.map(JobId::value)
                .or(() -> createdBefore.map(time -> firstIdOf(time.plus(MARGIN))))
                .orElse(LAST);
    }

    private static UUID firstIdOf(Instant time) {
        long millisecond = Math.clamp(time.toEpochMilli(), 0, LAST_MILLISECOND);
        return new UUID(millisecond << 16, 0);
    }
}
