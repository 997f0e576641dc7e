package dev.longhaul.jobtypes.export;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.longhaul.handler.JobContext;
import dev.longhaul.handler.JobHandler;
import dev.longhaul.handler.JobResult;
import dev.longhaul.handler.JobType;
import dev.longhaul.handler.PermanentFailure;
import dev.longhaul.handler.ResultStream;
import dev.longhaul.handler.TransientFailure;
import dev.longhaul.job.Failure;
import dev.longhaul.job.Progress;
import dev.longhaul.source.Dataset;
import dev.longhaul.source.DatasetParameter;
import dev.longhaul.source.Datasets;
import dev.longhaul.source.Rows;
import dev.longhaul.source.SourceFailure;
import dev.longhaul.source.Sources;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes all rows of a dataset into a file: all of them, or the job fails. */
@Singleton
@RegisterForReflection(targets = {ExportHandler.Parameters.class, Format.class})
class ExportHandler implements JobHandler<ExportHandler.Parameters> {

    /** Rows between two looks at the progress, which costs little but not nothing. */
    private static final int ROWS_PER_REPORT = 100;

    record Parameters(
            @JsonPropertyDescription("Which rows; the operator has described them.") @NotNull
                    String dataset,
            @JsonPropertyDescription("What the dataset asks for.")
                    @JsonProperty(defaultValue = "{}")
                    Map<String, JsonNode> arguments,
            @JsonPropertyDescription("What the file looks like.")
                    @JsonProperty(defaultValue = "json")
                    Format format) {

        Parameters(
                String dataset,
                @Nullable Map<String, JsonNode> arguments,
                @Nullable Format format) {
            this.dataset = dataset;
            this.arguments = arguments == null ? Map.of() : arguments;
            this.format = format == null ? Format.JSON : format;
        }
    }

    private final Datasets datasets;
    private final Sources sources;

    ExportHandler(Datasets datasets, Sources sources) {
        this.datasets = datasets;
        this.sources = sources;
    }

    @Override
    public JobType<Parameters> type() {
        Map<String, JsonNode> arguments = Map.of("userId", JsonNodeFactory.instance.numberNode(7));
        var example = new Parameters("posts", arguments, Format.JSON);
        return JobType.of(
                        "export",
                        Parameters.class,
                        "Writes all rows of a dataset into a file.",
                        example)
                .withSchema(schema -> DatasetSchemas.refine(schema, datasets));
    }

    @Override
    public JobResult run(Parameters parameters, JobContext job) throws Exception {
        Dataset dataset =
                datasets.find(parameters.dataset())
                        .orElseThrow(() ->
                                new PermanentFailure(
                                        Failure.of(
                                                "dataset-gone",
                                                422,
                                                "The dataset '"
                                                        + parameters.dataset()
                                                        + "' is not there any more.")));
        Format format = parameters.format();
        job.info("Dataset '" + dataset.name() + "' as " + format.word());
        job.stage(dataset.counted() ? "counting rows" : "running the query");
        try (Rows rows = sources.read(dataset, arguments(dataset, parameters.arguments()))) {
            ResultStream out = job.result(dataset.name() + "." + format.word(), format.mediaType());
            rows.total().ifPresent(total -> job.info(total + " rows counted"));
            job.stage("writing rows");
            long written = write(rows, format.encoder(dataset, out), job);
            requireAll(rows, written);
            job.info(written + " rows written");
            return JobResult.rows(out, written);
        } catch (SourceFailure.Refused e) {
            throw new PermanentFailure(
                    Failure.of("query-failed", 422, e.sentence()).withDetail(e.words()), e);
        } catch (SourceFailure.Unavailable e) {
            throw new TransientFailure(
                    Failure.of("source-unavailable", 503, e.sentence()).withDetail(e.words()), e);
        }
    }

    private static long write(Rows rows, Encoder encoder, JobContext job)
            throws SourceFailure, IOException, InterruptedException {
        encoder.begin(rows.columns());
        long written = 0;
        report(job, rows, written);
        while (rows.next()) {
            encoder.row(rows);
            written++;
            if (written % ROWS_PER_REPORT == 0) {
                report(job, rows, written);
            }
        }
        encoder.end();
        report(job, rows, written);
        return written;
    }

    private static void report(JobContext job, Rows rows, long written) {
        job.progress(new Progress(written, rows.total(), "rows", Optional.empty()));
    }

    /** A file that lacks rows must not look like one that does not. */
    private static void requireAll(Rows rows, long written) throws TransientFailure {
        if (rows.total().isPresent() && rows.total().getAsLong() != written) {
            throw new TransientFailure(
                    Failure.of(
                            "export-incomplete",
                            500,
                            "The source promised "
                                    + rows.total().getAsLong()
                                    + " rows and gave "
                                    + written
                                    + "."));
        }
    }

    private static Map<String, Object> arguments(Dataset dataset, Map<String, JsonNode> given)
            throws PermanentFailure {
        var arguments = new HashMap<String, Object>();
        for (DatasetParameter parameter : dataset.parameters()) {
            JsonNode value = given.get(parameter.name());
            Optional<String> text =
                    value == null || value.isNull()
                            ? parameter.defaultValue()
                            : Optional.of(value.asText());
            try {
                text.ifPresent(
                        present -> arguments.put(parameter.name(), parameter.type().read(present)));
            } catch (IllegalArgumentException e) {
                throw new PermanentFailure(
                        Failure.of(
                                "argument-invalid",
                                422,
                                "The argument '" + parameter.name() + "': " + e.getMessage()),
                        e);
            }
        }
        return arguments;
    }
}
