package dev.longhaul.intake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.longhaul.dispatch.Announcer;
import dev.longhaul.handler.JobCatalog;
import dev.longhaul.handler.JobDefinition;
import dev.longhaul.handler.Violation;
import dev.longhaul.job.FileId;
import dev.longhaul.ledger.IdempotencyKey;
import dev.longhaul.ledger.LedgerUnavailable;
import dev.longhaul.ledger.Upload;
import dev.longhaul.ledger.Uploads;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes jobs of requests for those who insert them together with something else, and wakes workers afterwards. */
@Singleton
public class Drafts {

    private final JobCatalog catalog;
    private final RequestCheck requests;
    private final ReferredResults results;
    private final ReferenceCheck references;
    private final Uploads uploads;
    private final NewJobs jobs;
    private final Announcer announcer;

    Drafts(
            JobCatalog catalog,
            RequestCheck requests,
            ReferredResults results,
            ReferenceCheck references,
            Uploads uploads,
            NewJobs jobs,
            Announcer announcer) {
        this.catalog = catalog;
        this.requests = requests;
        this.results = results;
        this.references = references;
        this.uploads = uploads;
        this.jobs = jobs;
        this.announcer = announcer;
    }

    /**
     * Checks a request as if it had been sent to {@code POST /jobs} and makes a job of it. Once the job is inserted,
     * {@link #announce} has to be called.
     *
     * @throws LedgerUnavailable if the database is away
     */
    public Draft draft(String owner, JsonNode request, Optional<IdempotencyKey> key) {
        String name = request.path("type").asText();
        Optional<JobDefinition<?>> definition = catalog.find(name);
        List<Violation> violations = new ArrayList<>(requests.check(owner, definition, request));
        if (definition.isEmpty() && !name.isBlank()) {
            violations.add(requests.unknownType(name));
        }
        if (definition.isEmpty() || !violations.isEmpty()) {
            definition.ifPresent(type ->
                    violations.addAll(
                            references.check(owner, type, request, violations, Set.of())));
            return new Draft.Refused(List.copyOf(violations));
        }
        JsonNode parameters = request.path("parameters");
        var referred = new ReferredFiles(request, definition.get().fileReferences(parameters));
        Map<FileId, Upload> files =
                referred.isEmpty() ? Map.of() : uploads.find(referred.ids(Set.of()), owner);
        violations.addAll(referred.check(Set.of(), files));
        violations.addAll(
                results.check(request, definition.get().resultReferences(parameters), owner));
        return violations.isEmpty()
                ? new Draft.Ready(
                        jobs.of(owner, definition.get().type(), request, key, files.keySet()))
                : new Draft.Refused(List.copyOf(violations));
    }

    /** Wakes workers for a job that was drafted and has been inserted. */
    public void announce() {
        announcer.announce();
    }
}
