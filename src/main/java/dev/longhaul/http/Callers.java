package dev.longhaul.http;

import dev.longhaul.job.JobId;
import dev.longhaul.ledger.JobOwners;
import dev.longhaul.security.Owners;
import dev.longhaul.security.SecuritySettings;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.SecurityContext;

/**
 * In whose name the caller of the current request acts: in their own. An operator who names a job acts in the name of its
 * owner, so that what is scoped to owners need not know of operators.
 */
@Singleton
class Callers {

    private final JobOwners owners;
    private final SecuritySettings settings;
    private final SecurityContext security;

    Callers(JobOwners owners, SecuritySettings settings, SecurityContext security) {
        this.owners = owners;
        this.settings = settings;
        this.security = security;
    }

    /** To whom belongs what the caller submits. */
    String owner() {
        return Owners.of(security.getUserPrincipal());
    }

    /** In whose name the caller may look for that job: somebody else's is then not found. */
    String ownerOf(JobId job) {
        return isOperator() ? owners.of(job).orElseGet(this::owner) : owner();
    }

    /** The same for what the caller takes for the id of a job. */
    String ownerOf(String job) {
        return JobId.parse(job).map(this::ownerOf).orElseGet(this::owner);
    }

    /** Whether the caller sees everybody's jobs. */
    boolean isOperator() {
        // Roles cannot be asked for where nothing authenticates, so nobody is asked who has not
        // said who they are.
        return security.getUserPrincipal() != null && security.isUserInRole(Owners.OPERATOR);
    }

    /** Whether the caller may look after queues and workers. */
    boolean mayOperate() {
        return isOperator()
                || (security.getUserPrincipal() == null && settings.anonymousOperates());
    }
}
