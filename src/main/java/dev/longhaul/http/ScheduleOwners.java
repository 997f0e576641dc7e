package dev.longhaul.http;

import dev.longhaul.ledger.ScheduleRecord;
import dev.longhaul.ledger.Schedules;
import dev.longhaul.security.Visible;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whose schedules a caller handles: their own, or, as an operator, those of the owner that they name. */
@Singleton
class ScheduleOwners {

    private final Schedules schedules;
    private final Callers callers;

    ScheduleOwners(Schedules schedules, Callers callers) {
        this.schedules = schedules;
        this.callers = callers;
    }

    /**
     * In whose name the caller acts. Empty if they named somebody whose schedules they may not see.
     *
     * @param wanted whom they named, if they did
     */
    Optional<String> of(@Nullable String wanted) {
        String owner = wanted == null || wanted.isEmpty() ? callers.owner() : wanted;
        return switch (Visible.to(callers.owner(), callers.isOperator(), Optional.of(owner))) {
            case Visible.All(), Visible.Of _ -> Optional.of(owner);
            case Visible.Nothing() -> Optional.empty();
        };
    }

    /** The schedule, if the caller may see it. */
    Optional<ScheduleRecord> find(String name, @Nullable String wanted) {
        return of(wanted).flatMap(owner -> schedules.find(owner, name));
    }

    /** Whether the links to somebody's schedule have to name them. */
    boolean isNamedInLinks(String owner) {
        return !owner.equals(callers.owner());
    }
}
