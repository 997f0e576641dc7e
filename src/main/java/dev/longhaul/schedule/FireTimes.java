package dev.longhaul.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The times at which a schedule fires, without beginning and end. */
sealed interface FireTimes permits CronTimes, IntervalTimes {

    /** The first that is later. */
    Instant after(Instant time);

    /** The first that are later, in their order. */
    default List<Instant> after(Instant time, int count) {
        Deque<Instant> times = new ArrayDeque<>();
        while (times.size() < count) {
            times.add(after(times.isEmpty() ? time : times.getLast()));
        }
        return List.copyOf(times);
    }

    /**
     * The newest of those that are later than {@code from} and not later than {@code until}, in their order. Looks back from
     * the end, farther and farther: there may be many.
     */
    default List<Instant> newest(int most, Instant from, Instant until) {
        Duration back = Duration.ofMinutes(1);
        while (true) {
            Instant start = until.minus(back);
            boolean all = !start.isAfter(from);
            Deque<Instant> times = new ArrayDeque<>();
            for (Instant time = after(all ? from : start);
                    !time.isAfter(until);
                    time = after(time)) {
                times.add(time);
                if (times.size() > most) {
                    times.remove();
                }
            }
            if (all || times.size() == most) {
                return List.copyOf(times);
            }
            back = back.multipliedBy(4);
        }
    }
}
