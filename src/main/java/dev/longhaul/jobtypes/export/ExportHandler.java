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
import dev.longhaul.handler.TransientFailure;
import dev.longhaul.job.Failure;
import dev.longhaul.source.Dataset;
import dev.longhaul.source.Datasets;
import dev.longhaul.source.SourceFailure;
import dev.longhaul.source.Sources;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotNull;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes all rows of a dataset into a file: all of them, or the job fails. */
@Singleton
@RegisterForReflection(targets = {ExportHandler.Parameters.class, Format.class, Compression.class})
class ExportHandler implements JobHandler<ExportHandler.Parameters> {

    record Parameters(
            @JsonPropertyDescription("Which rows; the operator has described them.") @NotNull
                    String dataset,
            @JsonPropertyDescription("What the dataset asks for.")
                    @JsonProperty(defaultValue = "{}")
                    Map<String, JsonNode> arguments,
            @JsonPropertyDescription("What the file looks like.")
                    @JsonProperty(defaultValue = "json")
                    Format format,
            @JsonPropertyDescription(
                            "What the file is packed in. In a zip a manifest lies beside it.")
                    @JsonProperty(defaultValue = "none")
                    Compression compression) {

        Parameters(
                String dataset,
                @Nullable Map<String, JsonNode> arguments,
                @Nullable Format format,
                @Nullable Compression compression) {
            this.dataset = dataset;
            this.arguments = arguments == null ? Map.of() : arguments;
            this.format = format == null ? Format.JSON : format;
            this.compression = compression == null ? Compression.NONE : compression;
        }
    }

    private final Datasets datasets;
    private final Sources sources;
    private final ExportConfig config;
    private final InstantSource clock;

    ExportHandler(Datasets datasets, Sources sources, ExportConfig config, InstantSource clock) {
        this.datasets = datasets;
        this.sources = sources;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public JobType<Parameters> type() {
        Map<String, JsonNode> arguments = Map.of("userId", JsonNodeFactory.instance.numberNode(7));
        var example = new Parameters("posts", arguments, Format.JSON, Compression.NONE);
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
        try {
            return new Export(
                            new ExportOrder(
                                    dataset,
                                    parameters.arguments(),
                                    parameters.format(),
                                    parameters.compression()),
                            sources,
                            new Pace(clock, config.checkpointEvery()),
                            job)
                    .run();
        } catch (SourceFailure.Refused e) {
            throw new PermanentFailure(
                    Failure.of("query-failed", 422, e.sentence()).withDetail(e.words()), e);
        } catch (SourceFailure.Unavailable e) {
            throw new TransientFailure(
                    Failure.of("source-unavailable", 503, e.sentence()).withDetail(e.words()), e);
        }
    }
}
