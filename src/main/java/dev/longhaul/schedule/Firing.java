package dev.longhaul.schedule;

import dev.longhaul.intake.Draft;
import dev.longhaul.intake.Drafts;
import dev.longhaul.ledger.LedgerUnavailable;
import dev.longhaul.ledger.NewJob;
import dev.longhaul.ledger.ScheduleFires;
import dev.longhaul.ledger.ScheduleFires.Action;
import dev.longhaul.ledger.ScheduleFires.Outcome;
import dev.longhaul.ledger.ScheduleFires.Turn;
import dev.longhaul.ledger.ScheduleRecord;
import dev.longhaul.role.NotTheScheduler;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Fires the schedules whose time has come. Any number of processes may: the ledger lets one of them have each time. A
 * schedule that cannot make its job says so, and keeps no other from its time.
 */
@Singleton
class Firing {

    private static final Logger LOG = Logger.getLogger(Firing.class);
    private static final int BATCH = 100;

    /** When a schedule that nobody can read is looked at again. */
    private static final Duration LATER = Duration.ofMinutes(1);

    private interface Fire {
        Outcome outcome() throws SQLException;
    }

    private final ScheduleConfig config;
    private final ScheduleFires ledger;
    private final ScheduleReader reader;
    private final Drafts drafts;
    private final InstantSource clock;

    Firing(
            ScheduleConfig config,
            ScheduleFires ledger,
            ScheduleReader reader,
            Drafts drafts,
            InstantSource clock) {
        this.config = config;
        this.ledger = ledger;
        this.reader = reader;
        this.drafts = drafts;
        this.clock = clock;
    }

    @Scheduled(
            every = "${longhaul.schedule.look-every:1s}",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = NotTheScheduler.class)
    void fire() {
        try {
            boolean waiting;
            boolean due;
            do {
                waiting = fireWaiting();
                due = fireDue();
            } while (waiting || due);
        } catch (SQLException | LedgerUnavailable e) {
            LOG.errorf(
                    "Schedules could not be fired; what is missed meanwhile is caught up on as each of them says. Is the"
                            + " database up? (%s)",
                    e.getMessage());
        }
    }

    /** Whether something was done, so that there may be more to do. */
    private boolean fireDue() throws SQLException {
        // Several processes read the same list: each begins elsewhere, so that they seldom meet.
        List<ScheduleRecord> due = new ArrayList<>(ledger.due(clock.instant(), BATCH));
        Collections.shuffle(due);
        boolean done = false;
        for (ScheduleRecord schedule : due) {
            Turn turn = turn(schedule);
            done |= told(schedule, () -> ledger.take(turn));
        }
        return done;
    }

    private boolean fireWaiting() throws SQLException {
        boolean done = false;
        for (ScheduleRecord schedule : ledger.pending(BATCH)) {
            Action action = action(schedule, schedule.pendingFire().orElseThrow());
            done |= told(schedule, () -> ledger.takePending(schedule, action));
        }
        return done;
    }

    private Turn turn(ScheduleRecord schedule) {
        Instant now = clock.instant();
        try {
            Timing timing = reader.timing(schedule);
            FireTimes times = timing.times();
            CatchUp.Choice choice =
                    timing.catchUp()
                            .choose(
                                    due(schedule, times, now),
                                    config.catchUpAtMost(),
                                    now,
                                    config.grace());
            return new Turn(
                    schedule,
                    times.after(choice.last()),
                    choice.missed(),
                    choice.at().map(at -> action(schedule, at)));
        } catch (LedgerUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            var failure = new Action.Fail(schedule.nextFire(), unreadable(schedule, e));
            return new Turn(schedule, now.plus(LATER), Optional.empty(), Optional.of(failure));
        }
    }

    /** One more than are made up for, so that it is known what was missed. The stored time counts in any case. */
    private List<Instant> due(ScheduleRecord schedule, FireTimes times, Instant now) {
        int most = config.catchUpAtMost() + 1;
        List<Instant> due = new ArrayList<>(times.newest(most, schedule.nextFire(), now));
        if (due.size() < most) {
            due.addFirst(schedule.nextFire());
        }
        return due;
    }

    private Action action(ScheduleRecord schedule, Instant at) {
        try {
            return draft(schedule, at);
        } catch (LedgerUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            return new Action.Fail(at, unreadable(schedule, e));
        }
    }

    private static String unreadable(ScheduleRecord schedule, RuntimeException e) {
        LOG.errorf(e, "The schedule %s of %s cannot be read", schedule.name(), schedule.owner());
        return "The schedule cannot be read any more; PUT it anew. (" + e + ")";
    }

    private Action draft(ScheduleRecord schedule, Instant at) {
        return switch (drafts.draft(schedule.owner(), reader.job(schedule), Optional.empty())) {
            case Draft.Ready(NewJob job) ->
                    new Action.Run(at, reader.timing(schedule).overlap(), job);
            case Draft.Refused(var violations) ->
                    new Action.Fail(
                            at,
                            "The job is not valid any more: "
                                    + ScheduleReader.sentence(violations));
        };
    }

    private boolean told(ScheduleRecord schedule, Fire fire) throws SQLException {
        try {
            return told(schedule, fire.outcome());
        } catch (SQLException e) {
            if (LedgerUnavailable.isMeantBy(e)) {
                throw e;
            }
            LOG.errorf(
                    e,
                    "The schedule %s of %s could not be fired, and is tried again; the others go on.",
                    schedule.name(),
                    schedule.owner());
            return false;
        }
    }

    private boolean told(ScheduleRecord schedule, Outcome outcome) {
        switch (outcome) {
            case FIRED -> drafts.announce();
            case FAILED ->
                    LOG.warnf(
                            "The schedule %s of %s could not make its job; GET /schedules/%s says why.",
                            schedule.name(), schedule.owner(), schedule.name());
            case SKIPPED ->
                    LOG.infof(
                            "The schedule %s of %s skipped a fire, for a run has not finished.",
                            schedule.name(), schedule.owner());
            case POSTPONED, PASSED, NOT_OURS -> {}
        }
        return outcome != Outcome.NOT_OURS;
    }
}
