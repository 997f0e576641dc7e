package dev.longhaul.intake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.longhaul.handler.JobType;
import dev.longhaul.job.FileId;
import dev.longhaul.job.JobId;
import dev.longhaul.ledger.IdempotencyKey;
import dev.longhaul.ledger.NewJob;
import dev.longhaul.queue.Queues;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** Makes jobs of requests in which nothing is wrong; what a request leaves open is said by its type or the configuration. */
@Singleton
class NewJobs {

    private final SubmissionReader reader;
    private final Queues queues;
    private final IntakeConfig config;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    NewJobs(SubmissionReader reader, Queues queues, IntakeConfig config, InstantSource clock) {
        this.reader = reader;
        this.queues = queues;
        this.config = config;
        this.clock = clock;
    }

    /**
     * A job that can be inserted.
     *
     * @param referred files that must not go before the job does
     */
    NewJob of(
            String owner,
            JobType<?> type,
            JsonNode request,
            Optional<IdempotencyKey> key,
            Set<FileId> referred) {
        Submission submission = reader.read(request);
        return new NewJob(
                JobId.create(clock.instant(), random),
                owner,
                type.name(),
                submission.description(),
                submission.parameters().toString(),
                submission.labels().map(JsonNode::toString),
                submission.queue().or(type::queue).orElse(Queues.DEFAULT),
                submission.priority().orElse(Intake.USUAL_PRIORITY),
                queues.lane(owner, type.name(), submission.parameters()),
                queues.limitKey(owner, type.name(), submission.parameters()),
                submission.maxAttempts().orElse(type.maxAttempts()),
                submission.timeout().or(type::timeout),
                submission.retention().orElse(config.retention()),
                submission.runAt(),
                submission.uniqueKey(),
                key,
                referred,
                submission.notices());
    }
}
