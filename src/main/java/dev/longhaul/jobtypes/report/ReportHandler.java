package dev.longhaul.jobtypes.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longhaul.handler.JobContext;
import dev.longhaul.handler.JobHandler;
import dev.longhaul.handler.JobResult;
import dev.longhaul.handler.JobType;
import dev.longhaul.handler.PermanentFailure;
import dev.longhaul.handler.ResultStream;
import dev.longhaul.handler.TransientFailure;
import dev.longhaul.job.Failure;
import dev.longhaul.source.Arguments;
import dev.longhaul.source.Report;
import dev.longhaul.source.Reports;
import dev.longhaul.source.SourceFailure;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a report for people: all of its sections as of one moment, or the job fails. */
@Singleton
@RegisterForReflection(targets = {ReportHandler.Parameters.class, Format.class})
class ReportHandler implements JobHandler<ReportHandler.Parameters> {

    record Parameters(
            @JsonPropertyDescription("Which one; the operator has described them.") @NotNull
                    String report,
            @JsonPropertyDescription("What the report asks for.") @JsonProperty(defaultValue = "{}")
                    Map<String, JsonNode> arguments,
            @JsonPropertyDescription("What the file looks like.")
                    @JsonProperty(defaultValue = "html")
                    Format format,
            @JsonPropertyDescription(
                            "How numbers and dates are written, by a language tag like de or pt-BR.")
                    @JsonProperty(defaultValue = "en")
                    @Pattern(
                            regexp = "[a-z]{2,3}(-[A-Za-z0-9]{2,8})*",
                            message = "must be a language tag like de or pt-BR")
                    String locale) {

        Parameters(
                String report,
                @Nullable Map<String, JsonNode> arguments,
                @Nullable Format format,
                @Nullable String locale) {
            this.report = report;
            this.arguments = arguments == null ? Map.of() : arguments;
            this.format = format == null ? Format.HTML : format;
            this.locale = locale == null ? "en" : locale;
        }
    }

    private final Reports reports;
    private final Reading reading;
    private final List<Path> fonts;

    /**
     * @throws ConfigurationException if a font is not there
     */
    ReportHandler(Reports reports, Reading reading, ReportConfig config) {
        this.reports = reports;
        this.reading = reading;
        this.fonts = config.fonts().orElse(List.of());
        for (Path font : fonts) {
            if (!Files.isReadable(font)) {
                throw new ConfigurationException(
                        "longhaul.report.fonts has "
                                + font.toAbsolutePath()
                                + ", which cannot be read; name files of TrueType fonts (.ttf).");
            }
        }
    }

    @Override
    public JobType<Parameters> type() {
        Map<String, JsonNode> arguments = Map.of("days", JsonNodeFactory.instance.numberNode(28));
        return JobType.of(
                        "report",
                        Parameters.class,
                        "Writes figures, charts and tables for people.",
                        new Parameters("daily-traffic", arguments, Format.HTML, "en"))
                .withSchema(this::describe);
    }

    /** Says which reports there are and which arguments each takes. */
    private ObjectNode describe(ObjectNode schema) {
        ObjectNode named = schema.withObject("/properties/report");
        named.putArray("enum");
        if (reports.all().isEmpty()) {
            named.put(
                    "$comment",
                    "there are no reports here; the operator describes them in LONGHAUL_REPORTS");
        }
        reports.all()
                .forEach(report ->
                        Arguments.describe(
                                schema,
                                "report",
                                report.name(),
                                Arguments.schema(report.description(), report.parameters())));
        return schema;
    }

    @Override
    public JobResult run(Parameters parameters, JobContext job) throws Exception {
        Report report =
                reports.find(parameters.report())
                        .orElseThrow(() ->
                                new PermanentFailure(
                                        Failure.of(
                                                "report-gone",
                                                422,
                                                "The report '"
                                                        + parameters.report()
                                                        + "' is not there any more.")));
        Map<String, JsonNode> arguments =
                Arguments.complete(report.parameters(), parameters.arguments());
        Edition edition = read(report, arguments, parameters, job);
        job.stage("writing " + parameters.format().word());
        return job.compute(() -> write(edition, parameters.format(), job));
    }

    private Edition read(
            Report report, Map<String, JsonNode> arguments, Parameters parameters, JobContext job)
            throws Exception {
        try {
            return new Edition(
                    report,
                    arguments,
                    reading.read(report, arguments, job),
                    Wording.of(parameters.locale()));
        } catch (SourceFailure.Refused e) {
            throw new PermanentFailure(
                    Failure.of("query-failed", 422, e.sentence()).withDetail(e.words()), e);
        } catch (SourceFailure.Unavailable e) {
            throw new TransientFailure(
                    Failure.of("source-unavailable", 503, e.sentence()).withDetail(e.words()), e);
        }
    }

    private JobResult write(Edition edition, Format format, JobContext job)
            throws IOException, PermanentFailure {
        boolean zipped = format == Format.CSV && edition.report().main().isEmpty();
        ResultStream out =
                job.result(
                        edition.report().name() + "." + (zipped ? "zip" : format.word()),
                        zipped ? "application/zip" : format.mediaType());
        switch (format) {
            case HTML -> new HtmlReport(edition).write(out);
            case PDF -> new PdfReport(edition, fonts).write(out);
            case XLSX -> new XlsxReport(edition).write(out);
            case CSV -> new CsvReport(edition).write(out);
        }
        long rows = edition.sections().stream().mapToLong(section -> section.rows().size()).sum();
        return format == Format.CSV && !zipped
                ? JobResult.rows(out, edition.main().rows().size(), edition.manifest())
                : JobResult.rows(out, rows, edition.manifest());
    }
}
