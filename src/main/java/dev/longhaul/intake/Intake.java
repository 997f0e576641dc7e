package dev.longhaul.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.longhaul.dispatch.Announcer;
import dev.longhaul.handler.JobCatalog;
import dev.longhaul.handler.JobDefinition;
import dev.longhaul.handler.JobType;
import dev.longhaul.handler.Violation;
import dev.longhaul.job.JobId;
import dev.longhaul.ledger.IdempotencyKey;
import dev.longhaul.ledger.Insertion;
import dev.longhaul.ledger.JobInserts;
import dev.longhaul.ledger.LedgerUnavailable;
import dev.longhaul.ledger.NewJob;
import dev.longhaul.ledger.Retries;
import dev.longhaul.queue.Queues;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Accepts work: checked, inserted, announced, in this order. */
@Singleton
public class Intake {

    /** As in JMS: 0 to 9, and 4 where nothing is said. */
    public static final int USUAL_PRIORITY = 4;

    private final SubmissionReader reader;
    private final JobCatalog catalog;
    private final JobInserts ledger;
    private final Retries retries;
    private final Announcer announcer;
    private final Queues queues;
    private final IntakeConfig config;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    Intake(
            SubmissionReader reader,
            JobCatalog catalog,
            JobInserts ledger,
            Retries retries,
            Announcer announcer,
            Queues queues,
            IntakeConfig config,
            InstantSource clock) {
        this.reader = reader;
        this.catalog = catalog;
        this.ledger = ledger;
        this.retries = retries;
        this.announcer = announcer;
        this.queues = queues;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Takes the request of {@code owner}. When the answer is {@link Acceptance.Accepted}, the job is durable.
     *
     * @param request the body of {@code POST /jobs}
     * @param idempotencyKey under which the caller may send it again
     * @throws LedgerUnavailable if the database is away
     */
    public Acceptance accept(String owner, JsonNode request, Optional<String> idempotencyKey) {
        List<Violation> violations = new ArrayList<>(Storable.check(request));
        if (!violations.isEmpty()) {
            return new Acceptance.Refused(List.copyOf(violations));
        }
        violations.addAll(reader.check(request));
        Optional<JobDefinition<?>> definition = catalog.find(request.path("type").asText());
        definition.ifPresent(type -> violations.addAll(checkParameters(type, request)));
        if (!violations.isEmpty()) {
            return new Acceptance.Refused(List.copyOf(violations));
        }
        Submission submission = reader.read(request);
        Optional<IdempotencyKey> key =
                // Requests are the same if they are the same JSON, down to the order of members.
                idempotencyKey.map(value -> new IdempotencyKey(value, digest(request.toString())));
        return definition
                .map(type -> insert(newJob(owner, type.type(), submission, key)))
                .orElseGet(() -> unknown(submission.type()));
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
     * @param idempotencyKey under which the caller may ask again
     * @throws LedgerUnavailable if the database is away
     */
    public Retries.Outcome retry(JobId job, String owner, Optional<String> idempotencyKey) {
        Optional<IdempotencyKey> key =
                idempotencyKey.map(value -> new IdempotencyKey(value, digest("retry " + job)));
        Retries.Outcome outcome = retries.retry(job, owner, key);
        if (outcome == Retries.Outcome.ACCEPTED) {
            announcer.announce();
        }
        return outcome;
    }

    private static List<Violation> checkParameters(JobDefinition<?> type, JsonNode request) {
        JsonNode parameters = request.path("parameters");
        if (parameters.isMissingNode() || parameters.isNull()) {
            return type.check(JsonNodeFactory.instance.objectNode(), "/parameters");
        }
        // What is no object was refused as such already.
        return parameters.isObject() ? type.check(parameters, "/parameters") : List.of();
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
            case Insertion.KeyReused(JobId before) -> new Acceptance.KeyReused(before);
            case Insertion.AlreadyRunning(JobId running) -> new Acceptance.AlreadyRunning(running);
        };
    }

    private NewJob newJob(
            String owner, JobType<?> type, Submission submission, Optional<IdempotencyKey> key) {
        return new NewJob(
                JobId.create(clock.instant(), random),
                owner,
                type.name(),
                submission.description(),
                submission.parameters().toString(),
                submission.labels().map(JsonNode::toString),
                submission.queue().or(type::queue).orElse(Queues.DEFAULT),
                submission.priority().orElse(USUAL_PRIORITY),
                queues.lane(owner, type.name(), submission.parameters()),
                queues.limitKey(owner, type.name(), submission.parameters()),
                submission.maxAttempts().orElse(type.maxAttempts()),
                submission.timeout().or(type::timeout),
                submission.retention().orElse(config.retention()),
                submission.runAt(),
                submission.uniqueKey(),
                key);
    }

    private Acceptance unknown(String type) {
        return new Acceptance.UnknownType(
                type, catalog.all().stream().map(known -> known.type().name()).toList());
    }
}
