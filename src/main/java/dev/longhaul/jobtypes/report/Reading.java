package dev.longhaul.jobtypes.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.longhaul.handler.JobContext;
import dev.longhaul.handler.PermanentFailure;
import dev.longhaul.handler.TransientFailure;
import dev.longhaul.job.Failure;
import dev.longhaul.source.Arguments;
import dev.longhaul.source.Dataset;
import dev.longhaul.source.Datasets;
import dev.longhaul.source.Report;
import dev.longhaul.source.ReportSection;
import dev.longhaul.source.Rows;
import dev.longhaul.source.Snapshot;
import dev.longhaul.source.SourceFailure;
import dev.longhaul.source.Sources;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the sections of reports. Those over the same source see the same moment. */
@Singleton
class Reading {

    /** Of all the values of a section: rows that are many are also refused, but a few may be huge. */
    private static final long MOST_BYTES = 8L * 1024 * 1024;

    private final Datasets datasets;
    private final Sources sources;
    private final ReportConfig config;

    Reading(Datasets datasets, Sources sources, ReportConfig config) {
        this.datasets = datasets;
        this.sources = sources;
        this.config = config;
    }

    /** In the order of the report. */
    List<Section> read(Report report, Map<String, JsonNode> arguments, JobContext job)
            throws SourceFailure, PermanentFailure, TransientFailure, InterruptedException {
        // One source after the other: who holds one and waits for another may wait forever.
        var bySource = new LinkedHashMap<String, List<Integer>>();
        List<Dataset> named = new ArrayList<>();
        for (int i = 0; i < report.sections().size(); i++) {
            named.add(dataset(report.sections().get(i)));
            bySource.computeIfAbsent(named.get(i).source(), source -> new ArrayList<>()).add(i);
        }
        var sections = new TreeMap<Integer, Section>();
        for (List<Integer> those : bySource.values()) {
            try (Snapshot snapshot = sources.snapshot(named.get(those.getFirst()))) {
                for (int i : those) {
                    ReportSection plan = report.sections().get(i);
                    job.stage("reading '" + plan.heading() + "'");
                    job.progress(sections.size(), report.sections().size(), "sections");
                    sections.put(i, section(plan, named.get(i), arguments, snapshot));
                }
            }
        }
        job.progress(sections.size(), report.sections().size(), "sections");
        return List.copyOf(sections.values());
    }

    private Dataset dataset(ReportSection plan) throws PermanentFailure {
        return datasets.find(plan.dataset())
                .orElseThrow(() ->
                        new PermanentFailure(
                                Failure.of(
                                        "dataset-gone",
                                        422,
                                        "The dataset '"
                                                + plan.dataset()
                                                + "' is not there any more.")));
    }

    private Section section(
            ReportSection plan, Dataset dataset, Map<String, JsonNode> arguments, Snapshot snapshot)
            throws SourceFailure, PermanentFailure, TransientFailure, InterruptedException {
        try (Rows rows = snapshot.read(dataset, values(plan, dataset, arguments))) {
            if (rows.total().orElse(0) > config.mostRows()) {
                throw tooLarge(plan, "has " + rows.total().getAsLong() + " rows");
            }
            List<Row> all = rows(plan, rows);
            if (rows.total().isPresent() && rows.total().getAsLong() != all.size()) {
                throw new TransientFailure(
                        Failure.of(
                                "report-incomplete",
                                500,
                                "For the section '%s' the source promised %d rows and gave %d."
                                        .formatted(
                                                plan.heading(),
                                                rows.total().getAsLong(),
                                                all.size())));
            }
            var section = new Section(plan, List.copyOf(rows.columns()), all, rows.snapshot());
            if (section.shown().size() < Math.max(1, plan.columns().size())
                    || (plan.kind().isChart() && section.shown().size() < 2)) {
                throw new PermanentFailure(
                        Failure.of(
                                "columns-gone",
                                422,
                                "The dataset '%s' has not all the columns that the section '%s' shows."
                                        .formatted(dataset.name(), plan.heading())));
            }
            return section;
        }
    }

    private static Map<String, Object> values(
            ReportSection plan, Dataset dataset, Map<String, JsonNode> arguments)
            throws PermanentFailure {
        try {
            return Arguments.read(dataset.parameters(), plan.arguments(arguments));
        } catch (IllegalArgumentException e) {
            throw new PermanentFailure(
                    Failure.of("argument-invalid", 422, String.valueOf(e.getMessage())), e);
        }
    }

    private List<Row> rows(ReportSection plan, Rows rows)
            throws SourceFailure, PermanentFailure, InterruptedException {
        var all = new ArrayList<Row>();
        long bytes = 0;
        while (rows.next()) {
            if (all.size() == config.mostRows()) {
                throw tooLarge(plan, "has more rows");
            }
            var row = new ArrayList<@Nullable String>();
            for (int i = 0; i < rows.columns().size(); i++) {
                byte[] value = rows.value(i);
                row.add(value == null ? null : new String(value, UTF_8));
                bytes += value == null ? 0 : value.length;
            }
            if (bytes > MOST_BYTES) {
                throw tooLarge(plan, "holds more than 8 MiB");
            }
            all.add(new Row(row));
        }
        return all;
    }

    private PermanentFailure tooLarge(ReportSection plan, String what) {
        return new PermanentFailure(
                Failure.of(
                        "report-too-large",
                        422,
                        "The section '%s' %s; a report is for people and has at most %d rows in a section. Let its dataset aggregate them, or export it."
                                .formatted(plan.heading(), what, config.mostRows())));
    }
}
