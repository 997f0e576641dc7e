package dev.longhaul.jobtypes.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.longhaul.handler.PermanentFailure;
import dev.longhaul.job.Failure;
import dev.longhaul.jobtypes.report.Section.Figure;
import dev.longhaul.jobtypes.report.Section.Shown;
import dev.longhaul.source.DatasetParameter;
import dev.longhaul.source.ReportColumn.Format;
import dev.longhaul.source.ReportSection.Kind;
import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.RawString;
import io.quarkus.qute.TemplateException;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One page that needs nothing else: its styles and charts stand in it. What templates are given is maps and texts. */
final class HtmlReport {

    private static final Engine TEMPLATES =
            Engine.builder()
                    .addDefaults()
                    .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
                    .build();
    private static final double WIDE = 760;
    private static final double NARROW = 360;
    private static final int CHANGE_DECIMALS = 1;

    private final Edition edition;

    HtmlReport(Edition edition) {
        this.edition = edition;
    }

    void write(OutputStream out) throws IOException, PermanentFailure {
        String template = edition.report().template().orElse(null);
        String page = render(template == null ? Resources.text("report.html") : template);
        out.write(page.getBytes(UTF_8));
    }

    private String render(String template) throws PermanentFailure {
        try {
            return TEMPLATES
                    .parse(template, Variant.forContentType(Variant.TEXT_HTML))
                    .data(data())
                    .render();
        } catch (TemplateException e) {
            throw new PermanentFailure(
                    Failure.of(
                                    "template-failed",
                                    422,
                                    "The template of the report '"
                                            + edition.report().name()
                                            + "' failed.")
                            .withDetail(String.valueOf(e.getMessage())),
                    e);
        }
    }

    private Map<String, Object> data() {
        var sections = new ArrayList<Map<String, Object>>();
        for (Section section : edition.sections()) {
            sections.add(section(section, sections.size() + 1));
        }
        return Map.of(
                "title", edition.report().title(),
                "description", edition.report().description().orElse(""),
                "language", edition.report().language(),
                "arguments", arguments(),
                "sections", sections,
                "style", new RawString(Resources.text("report.css")));
    }

    private Map<String, Object> arguments() {
        var arguments = new HashMap<String, Object>();
        for (DatasetParameter parameter : edition.report().parameters()) {
            String value = edition.argument(parameter);
            arguments.put(parameter.name(), value == null ? "" : value);
        }
        return arguments;
    }

    private Map<String, Object> section(Section section, int number) {
        Kind kind = section.plan().kind();
        boolean drawn = kind.isChart() && !section.rows().isEmpty();
        var data = new HashMap<String, Object>();
        data.put("number", number);
        data.put("heading", section.plan().heading());
        data.put("note", edition.note(section));
        data.put("kind", kind.word());
        data.put("empty", section.rows().isEmpty());
        data.put("figures", kind == Kind.NUMBER ? figures(section) : List.of());
        data.put("charts", drawn ? charts(section, number) : List.of());
        data.put("columns", columns(section));
        data.put("rows", rows(section));
        return data;
    }

    private List<Map<String, Object>> figures(Section section) {
        var figures = new ArrayList<Map<String, Object>>();
        for (Figure figure : section.figures()) {
            BigDecimal change = figure.change().orElse(null);
            figures.add(
                    Map.of(
                            "label", figure.shown().label(),
                            "value", edition.wording().value(figure.shown(), figure.value()),
                            "compared", figure.isCompared(),
                            "before", edition.wording().value(figure.shown(), figure.before()),
                            "change",
                                    change == null
                                            ? ""
                                            : edition.wording().change(change, CHANGE_DECIMALS),
                            "direction", direction(change)));
        }
        return figures;
    }

    private static String direction(@Nullable BigDecimal change) {
        int sign = change == null ? 0 : change.signum();
        return sign > 0 ? "up" : sign < 0 ? "down" : "same";
    }

    /** The same twice, of which a screen shows the one that it has the width for. */
    private List<Object> charts(Section section, int number) {
        var chart = new Chart(section, edition.wording());
        return List.of(
                new RawString(svg(chart, "wide", WIDE, number)),
                new RawString(svg(chart, "narrow", NARROW, number)));
    }

    private static String svg(Chart chart, String kind, double width, int number) {
        var canvas = new SvgCanvas();
        chart.draw(canvas, width);
        String id = kind + "-" + number;
        return String.format(
                Locale.ROOT,
                """
                <svg class="%s" viewBox="0 0 %.0f %.0f" role="img" aria-labelledby="%s-title %s-text">\
                <title id="%s-title">%s</title><desc id="%s-text">%s</desc>%s</svg>\
                """,
                kind,
                width,
                Math.ceil(chart.height(width)),
                id,
                id,
                id,
                SvgCanvas.escaped(chart.section().plan().heading()),
                id,
                SvgCanvas.escaped(chart.inWords()),
                canvas.content());
    }

    private static List<Map<String, Object>> columns(Section section) {
        return section.shown().stream()
                .map(shown ->
                        Map.<String, Object>of("label", shown.label(), "number", shown.isNumber()))
                .toList();
    }

    private List<List<Map<String, Object>>> rows(Section section) {
        List<Shown> shown = section.shown();
        return section.rows().stream()
                .map(row -> shown.stream().map(column -> cell(column, row)).toList())
                .toList();
    }

    private Map<String, Object> cell(Shown column, Row row) {
        boolean change = column.format() == Format.CHANGE;
        return Map.of(
                "text", edition.wording().value(column, row.get(column.index())),
                "number", column.isNumber(),
                "direction", change ? direction(column.number(row)) : "");
    }
}
