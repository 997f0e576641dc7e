package dev.longhaul.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.longhaul.dispatch.Announcer;
import dev.longhaul.handler.JobCatalog;
import dev.longhaul.handler.JobDefinition;
import dev.longhaul.handler.Violation;
import dev.longhaul.job.JobId;
import dev.longhaul.ledger.JobInserts;
import dev.longhaul.ledger.LedgerUnavailable;
import dev.longhaul.ledger.NewJob;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Accepts work: checked, inserted, announced, in this order. */
@Singleton
public class Intake {

    private final SubmissionReader reader;
    private final JobCatalog catalog;
    private final JobInserts ledger;
    private final Announcer announcer;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    Intake(
            SubmissionReader reader,
            JobCatalog catalog,
            JobInserts ledger,
            Announcer announcer,
            InstantSource clock) {
        this.reader = reader;
        this.catalog = catalog;
        this.ledger = ledger;
        this.announcer = announcer;
        this.clock = clock;
    }

    /**
     * Takes the request of {@code owner}. When the answer is {@link Acceptance.Accepted}, the job is durable.
     *
     * @param request the body of {@code POST /jobs}
     * @throws LedgerUnavailable if the database is away
     */
    public Acceptance accept(String owner, JsonNode request) {
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
        return definition
                .<Acceptance>map(type -> new Acceptance.Accepted(insert(owner, type, submission)))
                .orElseGet(() -> unknown(submission.type()));
    }

    private static List<Violation> checkParameters(JobDefinition<?> type, JsonNode request) {
        JsonNode parameters = request.path("parameters");
        if (parameters.isMissingNode() || parameters.isNull()) {
            return type.check(JsonNodeFactory.instance.objectNode(), "/parameters");
        }
        // What is no object was refused as such already.
        return parameters.isObject() ? type.check(parameters, "/parameters") : List.of();
    }

    private JobId insert(String owner, JobDefinition<?> type, Submission submission) {
        JobId id = JobId.create(clock.instant(), random);
        ledger.insert(
                new NewJob(
                        id,
                        owner,
                        type.type().name(),
                        submission.description(),
                        submission.parameters().toString(),
                        submission.labels().map(JsonNode::toString),
                        submission.maxAttempts().orElse(type.type().maxAttempts()),
                        submission.runAt()));
        announcer.announce();
        return id;
    }

    private Acceptance unknown(String type) {
        return new Acceptance.UnknownType(
                type, catalog.all().stream().map(known -> known.type().name()).toList());
    }
}
