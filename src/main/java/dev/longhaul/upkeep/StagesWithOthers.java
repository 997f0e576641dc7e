package dev.longhaul.upkeep;

import dev.longhaul.files.FileStore;
import dev.longhaul.role.Role;
import dev.longhaul.role.Roles;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.ScheduledExecution;
import jakarta.inject.Singleton;

/** Leaves what is staged to the schedulers where they can see it, or are this very process. */
@Singleton
class StagesWithOthers implements Scheduled.SkipPredicate {

    private final FileStore files;
    private final Roles roles;

    StagesWithOthers(FileStore files, Roles roles) {
        this.files = files;
        this.roles = roles;
    }

    @Override
    public boolean test(ScheduledExecution execution) {
        return !files.stagesApart() || roles.include(Role.SCHEDULER);
    }
}
