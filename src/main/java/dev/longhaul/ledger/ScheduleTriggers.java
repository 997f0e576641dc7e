package dev.longhaul.ledger;

import dev.longhaul.job.JobId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Runs schedules for somebody who asks, whatever the time. */
@Singleton
public class ScheduleTriggers {

    /** What became of the wish to have a schedule run now. */
    public sealed interface Triggering {

        /** The job was inserted, or not, as any other. */
        record Inserted(Insertion insertion) implements Triggering {}

        /** This run has not finished. */
        record Busy(JobId run) implements Triggering {}
    }

    private static final String LOCK = "SELECT 1 FROM schedule WHERE id = ? FOR UPDATE";

    private final DataSource database;

    ScheduleTriggers(DataSource database) {
        this.database = database;
    }

    /**
     * Inserts a job of a schedule, also while it is paused.
     *
     * @throws LedgerUnavailable if the database is away; the idempotency key makes it safe to ask again
     */
    public Triggering trigger(UUID schedule, Overlap overlap, NewJob job) {
        try {
            return Databases.persistently(
                    database,
                    connection ->
                            Databases.inTransaction(
                                    connection, () -> trigger(connection, schedule, overlap, job)));
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
    }

    private static Triggering trigger(
            Connection connection, UUID schedule, Overlap overlap, NewJob job) throws SQLException {
        lock(connection, schedule);
        Optional<JobId> before = ScheduleRuns.active(connection, schedule);
        Insertion insertion = JobInserts.insert(connection, List.of(job)).getFirst();
        if (insertion instanceof Insertion.Inserted) {
            if (overlap != Overlap.ALLOW && before.isPresent()) {
                // Not before the look at the idempotency key: who repeats a lost answer is not
                // refused.
                connection.rollback();
                return new Triggering.Busy(before.get());
            }
            ScheduleRuns.add(connection, schedule, job.id(), Optional.empty());
        }
        return new Triggering.Inserted(insertion);
    }

    /** So that fires and those who ask come one after the other. */
    private static void lock(Connection connection, UUID schedule) throws SQLException {
        try (PreparedStatement select = Schedules.prepare(connection, LOCK, schedule)) {
            select.execute();
        }
    }
}
