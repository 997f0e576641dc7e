package dev.longhaul.source;

import io.quarkus.qute.Engine;
import io.quarkus.qute.TemplateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads one report file and finds all that is wrong with it. */
final class ReportFile {

    private static final List<String> KEYS =
            List.of(
                    "name",
                    "title",
                    "description",
                    "language",
                    "parameters",
                    "sections",
                    "template");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*");

    private final String file;
    private final Engine templates = Engine.builder().addDefaults().build();
    private final List<DatasetError> errors = new ArrayList<>();
    private int nameLine = 1;
    private @Nullable Report report;

    private ReportFile(String file) {
        this.file = file;
    }

    /**
     * @param file its name, for messages
     * @param datasets that sections may name
     * @param columns asks the databases which columns a dataset has
     */
    static ReportFile read(
            String file,
            String content,
            Map<String, Dataset> datasets,
            Function<Dataset, Optional<List<String>>> columns) {
        var reading = new ReportFile(file);
        YamlMapping.root(file, content, "a report", KEYS, reading.errors)
                .ifPresent(root -> reading.report(root, datasets, columns));
        return reading;
    }

    List<DatasetError> errors() {
        return errors;
    }

    /** The report, if nothing is wrong with it. */
    Optional<Report> report() {
        return errors.isEmpty() ? Optional.ofNullable(report) : Optional.empty();
    }

    DatasetError atName(String message) {
        return new DatasetError(file, nameLine, message);
    }

    private void error(@Nullable Node place, String message) {
        errors.add(new DatasetError(file, line(place), message));
    }

    private static int line(@Nullable Node place) {
        return place == null || place.getStartMark() == null
                ? 1
                : place.getStartMark().getLine() + 1;
    }

    private void report(
            MappingNode root,
            Map<String, Dataset> datasets,
            Function<Dataset, Optional<List<String>>> columns) {
        var mapping = new YamlMapping("a report", root, KEYS, this::error);
        List<DatasetParameter> parameters = ParameterReader.all(mapping, this::error);
        var sections = new ReportSections(datasets, columns, parameters, this::error);
        report =
                new Report(
                        name(mapping),
                        mapping.required("title").orElse(""),
                        mapping.text("description"),
                        language(mapping),
                        parameters,
                        sections.all(sections(mapping, root)),
                        template(mapping));
        mapping.mapping("parameters").ifPresent(sections::reportUnused);
    }

    private String name(YamlMapping mapping) {
        String name = mapping.required("name").orElse("");
        Node node = mapping.members().get("name");
        nameLine = line(node);
        if (node != null && !DatasetFile.NAME.matcher(name).matches()) {
            error(
                    node,
                    "'" + name + "' cannot name a report; use lower-case words joined by hyphens");
        }
        return name;
    }

    private String language(YamlMapping mapping) {
        String language = mapping.text("language").orElse("en");
        if (!LANGUAGE.matcher(language).matches()) {
            error(
                    mapping.members().get("language"),
                    "'" + language + "' is no language tag; write one like en or pt-BR");
        }
        return language;
    }

    private List<Node> sections(YamlMapping mapping, MappingNode root) {
        Node sections = mapping.members().get("sections");
        if (sections instanceof SequenceNode list && !list.getValue().isEmpty()) {
            return list.getValue();
        }
        error(
                sections == null ? root : sections,
                "a report needs 'sections', a list of what it consists of");
        return List.of();
    }

    private Optional<String> template(YamlMapping mapping) {
        Optional<String> template = mapping.text("template");
        try {
            template.ifPresent(templates::parse);
        } catch (TemplateException e) {
            int line = e.getOrigin() == null ? 1 : e.getOrigin().getLine();
            errors.add(
                    new DatasetError(
                            file,
                            line(mapping.members().get("template")) + line,
                            "'template' is not right: " + e.getMessage()));
        }
        return template;
    }
}
