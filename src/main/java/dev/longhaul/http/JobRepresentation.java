package dev.longhaul.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.longhaul.job.JobStatus;
import dev.longhaul.job.Progress;
import dev.longhaul.job.StoredResult;
import dev.longhaul.ledger.JobSnapshot;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A job as callers see it. Members that do not apply are absent. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(name = "Job", description = "A job. Members that do not apply are absent.")
record JobRepresentation(
        @Schema(description = "A UUIDv7.", format = "uuid") String id,
        @Schema(description = "The name of the job type.") String type,
        @Schema(ref = "JobStatus") String status,
        @Schema(description = "What happens now, in a few words.", examples = "writing rows")
                Optional<String> stage,
        @Schema(description = "Whether nothing more will happen by itself.") boolean done,
        @Schema(description = "What a person sees.") Optional<String> description,
        @Schema(
                        description =
                                "As the caller sent them. Lists leave out what has more than 4,096 bytes.",
                        type = SchemaType.OBJECT,
                        nullable = true)
                @JsonRawValue
                @Nullable String parameters,
        Optional<ProgressRepresentation> progress,
        @Schema(description = "The newest attempt, 0 before the first.") int attempt,
        @Schema(description = "How many failed attempts end the job.") int maxAttempts,
        @Schema(description = "Whether somebody has asked for the job to be canceled.")
                boolean cancelRequested,
        @Schema(description = "Who submitted it.") String owner,
        @Schema(description = "Where it waits.") String queue,
        @Schema(description = "9 goes first.", minimum = "0", maximum = "9") int priority,
        @Schema(
                        description = "Words of the caller's own to find the job by.",
                        type = SchemaType.OBJECT,
                        additionalProperties = String.class,
                        nullable = true)
                @JsonRawValue
                @Nullable String labels,
        @Schema(description = "At most one unfinished job of this type has it.")
                Optional<String> uniqueKey,
        Instant created,
        @Schema(description = "Not before.") Instant runAt,
        Optional<Instant> started,
        Instant updated,
        Optional<Instant> finished,
        @Schema(description = "When the job and its result go.") Optional<Instant> expires,
        @Schema(
                        description =
                                "When it will probably have finished, from its progress and from what jobs of its type took.")
                Optional<Instant> estimatedCompletion,
        Optional<ResultRepresentation> result,
        @Schema(description = "Where the result is, once the job succeeded.", format = "uri")
                Optional<String> resourceLocation,
        Optional<ErrorRepresentation> error,
        List<AttemptRepresentation> attempts,
        Links links) {

    /** How far the job has come. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @Schema(name = "Progress", description = "How far the job has come.")
    record ProgressRepresentation(
            OptionalInt percent,
            long completed,
            OptionalLong total,
            String unit,
            Optional<String> message) {

        static ProgressRepresentation of(Progress progress) {
            return new ProgressRepresentation(
                    progress.percent(),
                    progress.completed(),
                    progress.total(),
                    progress.unit(),
                    progress.message());
        }
    }

    /** What the job made. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @Schema(name = "Result", description = "What the job made.")
    record ResultRepresentation(
            @Schema(format = "uri") String href,
            String mediaType,
            String filename,
            @Schema(description = "Bytes.") long size,
            @Schema(description = "Hex.", pattern = "^[0-9a-f]{64}$") String sha256,
            @Schema(description = "How many rows it holds, where it is made of rows.")
                    OptionalLong rows,
            @Schema(
                            description =
                                    "Where it says what the result consists of, where that is told.",
                            format = "uri")
                    Optional<String> manifest) {

        static ResultRepresentation of(StoredResult result, JobSnapshot job, Urls urls) {
            return new ResultRepresentation(
                    urls.result(job.id()),
                    result.mediaType(),
                    result.filename(),
                    result.size(),
                    result.sha256(),
                    result.rows(),
                    job.hasManifest() ? Optional.of(urls.manifest(job.id())) : Optional.empty());
        }
    }

    /** One attempt. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @Schema(name = "Attempt", description = "One attempt at the job.")
    record AttemptRepresentation(
            int number,
            String worker,
            Instant started,
            Optional<Instant> finished,
            @Schema(enumeration = {"succeeded", "failed", "canceled", "handedBack", "lost"})
                    Optional<String> outcome,
            Optional<ErrorRepresentation> error) {}

    /** Where else to look. */
    @RegisterForReflection
    @Schema(name = "Links", description = "Where else to look.")
    record Links(
            @Schema(format = "uri") String self,
            @Schema(format = "uri") String status,
            @Schema(format = "uri") String events,
            @Schema(format = "uri") String log,
            @Schema(format = "uri") String cancel) {}

    static JobRepresentation of(JobSnapshot job, Optional<Instant> completion, Urls urls) {
        String href = urls.result(job.id());
        boolean succeeded = job.status() == JobStatus.SUCCEEDED;
        return new JobRepresentation(
                job.id().toString(),
                job.type(),
                job.status().wireName(),
                stage(job),
                job.status().isFinished(),
                job.description(),
                job.parameters().orElse(null),
                job.progress().map(ProgressRepresentation::of),
                job.attempt(),
                job.maxAttempts(),
                job.cancelRequested(),
                job.owner(),
                job.queue(),
                job.priority(),
                job.labels().orElse(null),
                job.uniqueKey(),
                job.created(),
                job.runAt(),
                job.started(),
                job.updated(),
                job.finished(),
                job.expires(),
                completion,
                job.result().map(result -> ResultRepresentation.of(result, job, urls)),
                succeeded ? Optional.of(href) : Optional.empty(),
                job.failure().map(failure -> ErrorRepresentation.of(failure, urls)),
                attempts(job, urls),
                new Links(
                        urls.job(job.id()),
                        urls.status(job.id()),
                        urls.events(job.id()),
                        urls.log(job.id()),
                        urls.cancel(job.id())));
    }

    private static Optional<String> stage(JobSnapshot job) {
        return switch (job.status()) {
            case NOT_STARTED ->
                    Optional.of(
                            job.failures() > 0 ? "retrying" : job.due() ? "queued" : "scheduled");
            case RUNNING ->
                    job.cancelRequested()
                            ? Optional.of("canceling")
                            : job.stage().or(() -> Optional.of("running"));
            case SUCCEEDED, FAILED, CANCELED -> Optional.empty();
        };
    }

    private static List<AttemptRepresentation> attempts(JobSnapshot job, Urls urls) {
        Stream<AttemptRepresentation> ended =
                job.ended().stream()
                        .map(attempt ->
                                new AttemptRepresentation(
                                        attempt.number(),
                                        attempt.worker(),
                                        attempt.started(),
                                        Optional.of(attempt.finished()),
                                        Optional.of(attempt.outcome().wireName()),
                                        attempt.failure()
                                                .map(failure ->
                                                        ErrorRepresentation.of(failure, urls))));
        Stream<AttemptRepresentation> current =
                job.current().stream()
                        .map(attempt ->
                                new AttemptRepresentation(
                                        job.attempt(),
                                        attempt.worker(),
                                        attempt.started(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty()));
        return Stream.concat(ended, current).toList();
    }
}
