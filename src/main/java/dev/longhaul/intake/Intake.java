package dev.longhaul.intake;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.longhaul.dispatch.Announcer;
import dev.longhaul.handler.JobCatalog;
import dev.longhaul.handler.JobDefinition;
import dev.longhaul.handler.Violation;
import dev.longhaul.job.FileId;
import dev.longhaul.job.JobId;
import dev.longhaul.ledger.IdempotencyKey;
import dev.longhaul.ledger.Insertion;
import dev.longhaul.ledger.JobInserts;
import dev.longhaul.ledger.LedgerUnavailable;
import dev.longhaul.ledger.NewJob;
import dev.longhaul.ledger.Retries;
import dev.longhaul.ledger.Upload;
import dev.longhaul.ledger.Uploads;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Accepts work: checked, inserted, announced, in this order. */
@Singleton
public class Intake {

    /** As in JMS: 0 to 9, and 4 where nothing is said. */
    public static final int USUAL_PRIORITY = 4;

    /** How long files stay that came with a job that was not inserted, for want of a database or of a process. */
    private static final Duration MEANWHILE = Duration.ofMinutes(5);

    private final JobCatalog catalog;
    private final RequestCheck requests;
    private final NewJobs jobs;
    private final JobInserts ledger;
    private final ReferredResults results;
    private final ReferenceCheck references;
    private final FileIntake files;
    private final Uploads uploads;
    private final Retries retries;
    private final Announcer announcer;

    Intake(
            JobCatalog catalog,
            RequestCheck requests,
            NewJobs jobs,
            JobInserts ledger,
            ReferredResults results,
            ReferenceCheck references,
            FileIntake files,
            Uploads uploads,
            Retries retries,
            Announcer announcer) {
        this.catalog = catalog;
        this.requests = requests;
        this.jobs = jobs;
        this.ledger = ledger;
        this.results = results;
        this.references = references;
        this.files = files;
        this.uploads = uploads;
        this.retries = retries;
        this.announcer = announcer;
    }

    /**
     * Takes the request of {@code owner}. When the answer is {@link Acceptance.Accepted}, the job is durable.
     *
     * @param request the body of {@code POST /jobs}
     * @param idempotencyKey under which the caller may send it again
     * @throws LedgerUnavailable if the database is away
     */
    public Acceptance accept(String owner, JsonNode request, Optional<String> idempotencyKey) {
        try {
            return accept(owner, request, idempotencyKey, Map.of());
        } catch (FileNotStored e) {
            throw new AssertionError("no files came along", e);
        }
    }

    /**
     * Takes the request of {@code owner} with the files that came along. Those are kept if the job is accepted, and only then.
     *
     * @param brought by the names that the request calls them; the caller closes them
     * @throws FileNotStored if the disk is full or away
     * @throws LedgerUnavailable if the database is away
     */
    public Acceptance accept(
            String owner,
            JsonNode request,
            Optional<String> idempotencyKey,
            Map<String, BroughtFile> brought)
            throws FileNotStored {
        String name = request.path("type").asText();
        Optional<JobDefinition<?>> definition = catalog.find(name);
        List<Violation> violations = new ArrayList<>(requests.check(owner, definition, request));
        if (!violations.isEmpty()) {
            if (definition.isEmpty() && !name.isBlank()) {
                violations.add(requests.unknownType(name));
            }
            definition.ifPresent(type ->
                    violations.addAll(
                            references.check(owner, type, request, violations, brought.keySet())));
            return new Acceptance.Refused(List.copyOf(violations));
        }
        return definition.isPresent()
                ? accept(owner, definition.get(), request, idempotencyKey, brought)
                : new Acceptance.UnknownType(name, catalog.names());
    }

    private Acceptance accept(
            String owner,
            JobDefinition<?> type,
            JsonNode request,
            Optional<String> idempotencyKey,
            Map<String, BroughtFile> brought)
            throws FileNotStored {
        var referred = new ReferredFiles(request, type.fileReferences(request.path("parameters")));
        List<Violation> violations =
                new ArrayList<>(
                        results.check(
                                request, type.resultReferences(request.path("parameters")), owner));
        if (violations.isEmpty() && referred.isEmpty() && brought.isEmpty()) {
            return insert(job(owner, type, request, idempotencyKey, request, Set.of()));
        }
        Map<FileId, Upload> earlier = uploads.find(referred.ids(brought.keySet()), owner);
        List<Violation> missing = referred.check(brought.keySet(), earlier);
        if (!violations.isEmpty() && missing.isEmpty() && brought.isEmpty()) {
            JsonNode fingerprinted =
                    referred.rewritten(referred.byName(Map.of(), earlier), Upload::sha256);
            NewJob again = job(owner, type, request, idempotencyKey, fingerprinted, Set.of());
            // A result may have gone since: a request sent again under its key leads to its job.
            return ledger.repeated(again)
                    .<Acceptance>map(Acceptance.AcceptedBefore::new)
                    .orElseGet(() -> new Acceptance.Refused(List.copyOf(violations)));
        }
        violations.addAll(missing);
        if (!violations.isEmpty()) {
            return new Acceptance.Refused(List.copyOf(violations));
        }
        List<Upload> kept = files.keep(owner, brought.values(), MEANWHILE);
        Map<String, Upload> all = referred.byName(byPart(brought, kept), earlier);
        Acceptance acceptance =
                insert(
                        job(
                                owner,
                                type,
                                referred.rewritten(all, file -> file.id().toString()),
                                idempotencyKey,
                                referred.rewritten(all, Upload::sha256),
                                all.values().stream().map(Upload::id).collect(toSet())));
        if (!(acceptance instanceof Acceptance.Accepted)) {
            files.discard(kept);
        }
        return acceptance;
    }

    private static Map<String, Upload> byPart(Map<String, BroughtFile> brought, List<Upload> kept) {
        Map<FileId, Upload> byId = kept.stream().collect(toMap(Upload::id, identity()));
        return brought.entrySet().stream()
                .collect(
                        toMap(
                                Map.Entry::getKey,
                                part -> Objects.requireNonNull(byId.get(part.getValue().id()))));
    }

    /**
     * @param fingerprinted what makes it the same request as another under the same key: requests are the same if they are the
     *     same JSON, down to the order of members, with the same bytes in their files
     */
    private NewJob job(
            String owner,
            JobDefinition<?> type,
            JsonNode request,
            Optional<String> idempotencyKey,
            JsonNode fingerprinted,
            Set<FileId> referred) {
        Optional<IdempotencyKey> key =
                idempotencyKey.map(
                        value -> new IdempotencyKey(value, digest(fingerprinted.toString())));
        return jobs.of(owner, type.type(), request, key, referred);
    }

    private static String digest(String request) {
        try {
            byte[] bytes = request.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /**
     * Lets a job that failed or was canceled start anew.
     *
     * @param caller who wishes so, and whose the key is: the owner or an operator
     * @param idempotencyKey under which the caller may ask again
     * @throws LedgerUnavailable if the database is away
     */
    public Retries.Outcome retry(
            JobId job, String owner, String caller, Optional<String> idempotencyKey) {
        Optional<IdempotencyKey> key =
                idempotencyKey.map(value -> new IdempotencyKey(value, digest("retry " + job)));
        Retries.Outcome outcome = retries.retry(new Retries.Wish(job, owner, caller, key));
        if (outcome instanceof Retries.Outcome.Accepted) {
            announcer.announce();
        }
        return outcome;
    }

    private Acceptance insert(NewJob job) {
        return switch (ledger.insert(job)) {
            case Insertion.Inserted(var inserted) -> {
                if (inserted.due()) {
                    announcer.announce();
                }
                yield new Acceptance.Accepted(inserted);
            }
            case Insertion.Repeated(JobId before) -> new Acceptance.AcceptedBefore(before);
            case Insertion.KeyReused(var before) -> new Acceptance.KeyReused(before);
            case Insertion.AlreadyRunning(JobId running) -> new Acceptance.AlreadyRunning(running);
            case Insertion.FileGone(FileId file) ->
                    new Acceptance.Refused(
                            List.of(
                                    new Violation(
                                            "/parameters",
                                            "must refer to files that are there; "
                                                    + file
                                                    + " has just gone")));
        };
    }
}
