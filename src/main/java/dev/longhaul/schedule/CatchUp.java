package dev.longhaul.schedule;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What becomes of fires that nobody was there for: no scheduler ran, or the schedule was paused. */
enum CatchUp {
    /** Nothing, apart from one that has only just passed. */
    @JsonProperty("none")
    NONE {
        @Override
        Choice choose(List<Instant> due, int most, Instant now, Duration grace) {
            Choice newest = new Choice(due, due.size() - 1);
            return newest.at().filter(at -> at.plus(grace).isBefore(now)).isPresent()
                    ? new Choice(due, due.size())
                    : newest;
        }
    },
    /** The newest is fired, for all of them. */
    @JsonProperty("one")
    ONE {
        @Override
        Choice choose(List<Instant> due, int most, Instant now, Duration grace) {
            return new Choice(due, due.size() - 1);
        }
    },
    /** Each is fired, in their order, up to a bound; they do not wait for each other, so runs have to be allowed to overlap. */
    @JsonProperty("all")
    ALL {
        @Override
        Choice choose(List<Instant> due, int most, Instant now, Duration grace) {
            return new Choice(due, Math.max(0, due.size() - most));
        }
    };

    /**
     * Which of those that are due is next.
     *
     * @param due in their order
     * @param next its place among them; those before it pass
     */
    record Choice(List<Instant> due, int next) {

        /** The one that fires; empty if all of them pass. */
        Optional<Instant> at() {
            return next < due.size() ? Optional.of(due.get(next)) : Optional.empty();
        }

        /** The newest that passes. */
        Optional<Instant> missed() {
            return next > 0 ? Optional.of(due.get(next - 1)) : Optional.empty();
        }

        /** After which the schedule goes on. */
        Instant last() {
            return at().orElseGet(due::getLast);
        }
    }

    /**
     * Chooses among those that are due.
     *
     * @param due in their order, at least one
     * @param most how many are caught up on
     * @param grace how late a fire may be without having been missed
     */
    abstract Choice choose(List<Instant> due, int most, Instant now, Duration grace);
}
