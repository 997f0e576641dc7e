package dev.longhaul.execution;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.longhaul.files.FileStore;
import dev.longhaul.handler.JobCatalog;
import dev.longhaul.handler.JobDefinition;
import dev.longhaul.handler.JobResult;
import dev.longhaul.job.JobEvent;
import dev.longhaul.job.StoredResult;
import dev.longhaul.ledger.Checkpoints;
import dev.longhaul.ledger.Claim;
import dev.longhaul.ledger.JobEndings;
import dev.longhaul.ledger.Leases;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Makes one attempt at a job, from the claim to the durable ending. Reads from top to bottom: opened, performed,
 * resolved, recorded.
 */
@Singleton
class JobRunner {

    private static final Logger LOG = Logger.getLogger(JobRunner.class);

    private final JobCatalog catalog;
    private final FileStore files;
    private final InputFiles inputs;
    private final Processors processors;
    private final Checkpoints checkpoints;
    private final RunningAttempts running;
    private final EndingRecorder recorder;
    private final Leases leases;
    private final JobEndings endings;
    private final EndingDecision decision;
    private final ObjectMapper json;
    private final InstantSource clock;

    /** Reads parameters as exactly as they were checked. */
    private final ObjectReader exactly;

    JobRunner(
            JobCatalog catalog,
            FileStore files,
            InputFiles inputs,
            Processors processors,
            Checkpoints checkpoints,
            RunningAttempts running,
            EndingRecorder recorder,
            Leases leases,
            JobEndings endings,
            EndingDecision decision,
            ObjectMapper json,
            InstantSource clock) {
        this.catalog = catalog;
        this.files = files;
        this.inputs = inputs;
        this.processors = processors;
        this.checkpoints = checkpoints;
        this.running = running;
        this.recorder = recorder;
        this.leases = leases;
        this.endings = endings;
        this.decision = decision;
        this.json = json;
        this.clock = clock;
        this.exactly = json.reader(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    }

    /**
     * Enters an attempt, so that its lease is renewed from now on: handlers that compute may let it wait for a thread.
     */
    Attempt enter(Claim claim) {
        var attempt = new Attempt(claim, files, inputs, processors, checkpoints, exactly, clock);
        running.add(attempt);
        return attempt;
    }

    /** Forgets an attempt that came to nothing. */
    void leave(Attempt attempt) {
        running.remove(attempt);
    }

    /** Returns when the attempt has ended and the ledger says so, or when the ledger gave the job to somebody else. */
    void run(Attempt entered) {
        Claim claim = entered.claim();
        MDC.put("jobId", claim.job().toString());
        try (Attempt attempt = entered) {
            try {
                attempt.begin(clock.instant());
                var ending = perform(attempt);
                if (ending.isPresent()) {
                    record(attempt, ending.get());
                }
            } finally {
                running.remove(attempt);
            }
        } catch (IOException e) {
            LOG.warnf(
                    e,
                    "Job %s: the staged result of attempt %d could not be removed",
                    claim.job(),
                    claim.attempt());
        } finally {
            MDC.remove("jobId");
        }
    }

    private void record(Attempt attempt, JobEvent.Ending ending) throws IOException {
        if (attempt.decide() && recorder.record(attempt, ending)) {
            // Whoever wanted it to stop has got that; what is left to do talks to the database.
            boolean interrupted = Thread.interrupted();
            attempt.ended(ending);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        } else {
            discard(ending);
        }
    }

    /** Ends the job of a handler that was asked to stop and does not. Whatever it still does will not count. */
    void abandon(Attempt attempt) {
        if (!attempt.decide()) {
            return;
        }
        LOG.errorf(
                "Job %s (%s): attempt %d was interrupted and goes on. Its job ends without it, and its slot is taken until"
                        + " it does: let the handler heed interruptions.",
                attempt.id(), attempt.claim().type(), attempt.attempt());
        attempt.stopped()
                .flatMap(stop -> decision.of(attempt, stop))
                .ifPresentOrElse(
                        // A thread of the platform: handlers that do not listen may have all
                        // others.
                        ending ->
                                Thread.ofPlatform()
                                        .daemon()
                                        .start(() -> recordAbandoned(attempt, ending)),
                        () -> running.remove(attempt));
    }

    /**
     * Gives back what the ledger thinks that this worker runs, and does not. Not while jobs are being claimed.
     *
     * @throws SQLException if the database is away
     */
    void handBackUnknown(String worker) throws SQLException {
        Set<Leases.Hold> unknown = new HashSet<>(leases.heldBy(worker));
        running.all().forEach(attempt -> unknown.remove(attempt.hold()));
        unknown.stream()
                .map(hold ->
                        endings.apply(
                                hold.job(),
                                hold.attempt(),
                                new JobEvent.HandedBack(),
                                Optional.empty()))
                .toList()
                .forEach(CompletableFuture::join);
    }

    private void recordAbandoned(Attempt attempt, JobEvent.Ending ending) {
        try {
            recorder.record(attempt, ending);
        } finally {
            running.remove(attempt);
        }
    }

    /** What an attempt that does not count has published is nobody's. */
    private void discard(JobEvent.Ending ending) throws IOException {
        if (ending instanceof JobEvent.Succeeded(Optional<StoredResult> result, var _)
                && result.isPresent()) {
            files.delete(result.get().key());
        }
    }

    /** How the attempt ended; empty if it lost its job meanwhile, for then nothing of it counts. */
    private Optional<JobEvent.Ending> perform(Attempt attempt) {
        try {
            JobResult result = handle(attempt);
            return Optional.of(new JobEvent.Succeeded(publish(attempt, result), manifest(result)));
        } catch (Throwable thrown) {
            // Throwable: a handler that runs out of stack or memory must end its job, not hold it
            // for ever.
            return attempt.stopped()
                    .map(stop -> decision.of(attempt, stop))
                    .orElseGet(() -> Optional.of(decision.of(attempt, thrown)));
        }
    }

    private JobResult handle(Attempt attempt) throws Exception {
        if (attempt.stopped().isPresent()) {
            throw new InterruptedException("stopped before it began");
        }
        String type = attempt.claim().type();
        JobDefinition<?> definition = catalog.find(type).orElseThrow(() -> new UnknownType(type));
        return handle(definition, attempt);
    }

    private <P> JobResult handle(JobDefinition<P> definition, Attempt attempt) throws Exception {
        P bound = definition.bind(exactly.readTree(attempt.claim().parameters()));
        return definition.handler().run(bound, attempt);
    }

    private Optional<StoredResult> publish(Attempt attempt, JobResult result)
            throws ResultNotStored {
        try {
            return switch (result) {
                case JobResult.Nothing _ -> Optional.empty();
                case JobResult.Json(var value) -> {
                    var file = attempt.result(attempt.claim().type() + ".json", "application/json");
                    file.write(json.writeValueAsBytes(value));
                    yield Optional.of(attempt.publish(file, OptionalLong.empty()));
                }
                case JobResult.File(var file, var rows, var _) ->
                        Optional.of(attempt.publish(file, rows));
            };
        } catch (IOException e) {
            throw new ResultNotStored(e);
        }
    }

    private static Optional<String> manifest(JobResult result) {
        return result instanceof JobResult.File(var _, var _, var manifest)
                ? manifest.map(JsonNode::toString)
                : Optional.empty();
    }
}
