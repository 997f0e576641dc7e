package dev.longhaul.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.longhaul.handler.Violation;
import dev.longhaul.intake.Draft;
import dev.longhaul.intake.Drafts;
import dev.longhaul.job.JobId;
import dev.longhaul.ledger.IdempotencyKey;
import dev.longhaul.ledger.Insertion;
import dev.longhaul.ledger.LedgerUnavailable;
import dev.longhaul.ledger.NewJob;
import dev.longhaul.ledger.ScheduleRecord;
import dev.longhaul.ledger.ScheduleTriggers;
import dev.longhaul.ledger.ScheduleTriggers.Triggering;
import dev.longhaul.ledger.Schedules;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Takes schedules from their owners. Each method may throw {@link LedgerUnavailable} if the database is away. */
@Singleton
public class Timetable {

    /** What became of a schedule that was put. */
    public sealed interface Put {

        /** There is a schedule of that name now. */
        record Created(ScheduleRecord schedule) implements Put {}

        /** It is what was put. */
        record Replaced(ScheduleRecord schedule) implements Put {}

        /** The owner had said what has to be there, and it is not. */
        record Unexpected() implements Put {}

        /**
         * It is wrong.
         *
         * @param violations all of them, never none
         */
        record Refused(List<Violation> violations) implements Put {}
    }

    /** What became of the wish to have a schedule gone. */
    public enum Removal {
        REMOVED,
        /** The owner has said what has to be there, and it is not. */
        UNEXPECTED,
        NO_SUCH_SCHEDULE
    }

    /** What became of the wish to have a schedule run now. */
    public sealed interface Triggered {

        /** This job runs, or ran, where the key came before. */
        record Started(JobId job) implements Triggered {}

        /** This run has not finished. */
        record Busy(JobId run) implements Triggered {}

        /** The unique key of the job belongs to this unfinished job. */
        record AlreadyRunning(JobId job) implements Triggered {}

        /** The idempotency key was used before, with another request, for this job. */
        record KeyReused(Optional<JobId> job) implements Triggered {}

        /** The job cannot be made any more. */
        record Refused(List<Violation> violations) implements Triggered {}
    }

    private final ScheduleReader reader;
    private final Schedules schedules;
    private final ScheduleTriggers triggers;
    private final Drafts drafts;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    Timetable(
            ScheduleReader reader,
            Schedules schedules,
            ScheduleTriggers triggers,
            Drafts drafts,
            InstantSource clock) {
        this.reader = reader;
        this.schedules = schedules;
        this.triggers = triggers;
        this.drafts = drafts;
        this.clock = clock;
    }

    /**
     * Makes or replaces a schedule.
     *
     * @param expected what has to be there for that
     */
    public Put put(
            String owner,
            String name,
            JsonNode body,
            Predicate<Optional<ScheduleRecord>> expected) {
        while (true) {
            Optional<ScheduleRecord> seen = schedules.find(owner, name);
            if (!expected.test(seen)) {
                return new Put.Unexpected();
            }
            switch (reader.read(owner, body)) {
                case ScheduleReader.Reading.Refused(var violations) -> {
                    return new Put.Refused(violations);
                }
                case ScheduleReader.Reading.Ready ready -> {
                    switch (write(owner, name, seen, ready)) {
                        case Schedules.Writing.Written(ScheduleRecord written) -> {
                            return seen.isEmpty()
                                    ? new Put.Created(written)
                                    : new Put.Replaced(written);
                        }
                        // Then a look at the files says so.
                        case Schedules.Writing.FileGone _, Schedules.Writing.Overtaken _ -> {}
                    }
                }
            }
        }
    }

    private Schedules.Writing write(
            String owner,
            String name,
            Optional<ScheduleRecord> seen,
            ScheduleReader.Reading.Ready ready) {
        Timing timing = ready.timing();
        // A fire that is due is not lost because somebody writes the same again.
        Instant next =
                seen.filter(before -> reader.readable(before).filter(timing::firesLike).isPresent())
                        .map(ScheduleRecord::nextFire)
                        .orElseGet(() -> timing.times().after(clock.instant()));
        var text =
                new Schedules.Text(
                        timing.toJson().toString(),
                        ready.job().toString(),
                        ready.paused(),
                        next,
                        ready.pattern());
        return seen.isPresent()
                ? schedules.replace(seen.get(), text)
                : schedules.insert(
                        JobId.create(clock.instant(), random).value(), owner, name, text);
    }

    /** Removes a schedule; its jobs stay. */
    public Removal remove(String owner, String name, Predicate<Optional<ScheduleRecord>> expected) {
        while (true) {
            Optional<ScheduleRecord> seen = schedules.find(owner, name);
            if (seen.isEmpty()) {
                return Removal.NO_SUCH_SCHEDULE;
            }
            if (!expected.test(seen)) {
                return Removal.UNEXPECTED;
            }
            if (schedules.remove(seen.get())) {
                return Removal.REMOVED;
            }
        }
    }

    /** Runs a schedule now, also if it is paused. */
    public Triggered trigger(ScheduleRecord schedule, Optional<String> idempotencyKey) {
        Optional<IdempotencyKey> key =
                idempotencyKey.map(value -> new IdempotencyKey(value, "trigger " + schedule.id()));
        return switch (drafts.draft(schedule.owner(), reader.job(schedule), key)) {
            case Draft.Ready(NewJob job) ->
                    answer(
                            triggers.trigger(
                                    schedule.id(), reader.text(schedule).overlapPolicy(), job));
            case Draft.Refused(var violations) ->
                    new Triggered.Refused(
                            violations.stream()
                                    .map(violation ->
                                            new Violation(
                                                    "/job" + violation.pointer(),
                                                    violation.detail()))
                                    .toList());
        };
    }

    private Triggered answer(Triggering outcome) {
        return switch (outcome) {
            case Triggering.Busy(JobId run) -> new Triggered.Busy(run);
            case Triggering.Inserted(Insertion insertion) ->
                    switch (insertion) {
                        case Insertion.Inserted(var job) -> {
                            drafts.announce();
                            yield new Triggered.Started(job.id());
                        }
                        case Insertion.Repeated(JobId job) -> new Triggered.Started(job);
                        case Insertion.KeyReused(var before) -> new Triggered.KeyReused(before);
                        case Insertion.AlreadyRunning(JobId job) ->
                                new Triggered.AlreadyRunning(job);
                        case Insertion.FileGone(var file) ->
                                new Triggered.Refused(
                                        List.of(
                                                new Violation(
                                                        "/job/parameters",
                                                        "must refer to files that are there; "
                                                                + file
                                                                + " is gone")));
                    };
        };
    }

    /** What is written of when a schedule fires. */
    public TimingText timing(ScheduleRecord schedule) {
        return reader.text(schedule);
    }

    /** The next fires, none while it is paused; empty if this process cannot read when that is. */
    public Optional<List<Instant>> nextFires(ScheduleRecord schedule, int count) {
        return schedule.paused()
                ? Optional.of(List.of())
                : reader.readable(schedule)
                        .map(timing -> nextFires(schedule.nextFire(), timing.times(), count));
    }

    private static List<Instant> nextFires(Instant first, FireTimes times, int count) {
        return Stream.concat(Stream.of(first), times.after(first, count - 1).stream()).toList();
    }
}
