package dev.longhaul.source;

import dev.longhaul.source.ReportSection.Argument;
import dev.longhaul.source.ReportSection.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads the sections of one report file against the datasets that there are. */
final class ReportSections {

    private static final List<String> KEYS =
            List.of("heading", "note", "kind", "dataset", "arguments", "columns", "main");

    private final Map<String, Dataset> datasets;
    private final Function<Dataset, Optional<List<String>>> columnNames;
    private final List<DatasetParameter> parameters;
    private final BiConsumer<Node, String> errors;
    private final Set<String> used = new HashSet<>();
    private boolean hasMain;
    private boolean lacksDataset;

    /**
     * @param parameters of the report
     * @param errors told the place and what is wrong there
     */
    ReportSections(
            Map<String, Dataset> datasets,
            Function<Dataset, Optional<List<String>>> columnNames,
            List<DatasetParameter> parameters,
            BiConsumer<Node, String> errors) {
        this.datasets = datasets;
        this.columnNames = columnNames;
        this.parameters = parameters;
        this.errors = errors;
    }

    List<ReportSection> all(List<Node> nodes) {
        var sections = new ArrayList<ReportSection>();
        for (Node node : nodes) {
            if (node instanceof MappingNode mapping) {
                sections.add(section(mapping));
            } else {
                errors.accept(node, "a section is a mapping with the keys " + KEYS);
            }
        }
        return sections;
    }

    /** Reports parameters of the report that no section passes on, unless a section may do so once its dataset is there. */
    void reportUnused(MappingNode named) {
        if (lacksDataset) {
            return;
        }
        for (NodeTuple member : named.getValue()) {
            if (member.getKeyNode() instanceof ScalarNode name
                    && parameters.stream().anyMatch(one -> one.name().equals(name.getValue()))
                    && !used.contains(name.getValue())) {
                errors.accept(
                        name,
                        "parameter '"
                                + name.getValue()
                                + "' is not used; no section passes it to its dataset");
            }
        }
    }

    private ReportSection section(MappingNode node) {
        var mapping = new YamlMapping("a section", node, KEYS, errors);
        Kind kind = kind(mapping);
        Optional<String> name = mapping.required("dataset");
        Optional<Dataset> dataset = name.map(datasets::get);
        lacksDataset |= dataset.isEmpty();
        if (name.isPresent() && dataset.isEmpty()) {
            errors.accept(
                    mapping.members().get("dataset"),
                    "there is no dataset '"
                            + name.get()
                            + "'; there are: "
                            + String.join(", ", new TreeSet<>(datasets.keySet())));
        }
        Optional<List<String>> columns = dataset.flatMap(columnNames);
        columns.ifPresent(names -> checkNote(mapping, names));
        return new ReportSection(
                mapping.required("heading").orElse(""),
                mapping.text("note"),
                kind,
                name.orElse(""),
                dataset.map(found -> arguments(mapping, node, found)).orElse(Map.of()),
                new ReportColumns(columns, errors).read(mapping, node, kind),
                main(mapping));
    }

    private void checkNote(YamlMapping section, List<String> columns) {
        Node note = section.members().get("note");
        if (note instanceof ScalarNode text) {
            var known = new ArrayList<>(parameters.stream().map(DatasetParameter::name).toList());
            known.addAll(columns);
            ReportSection.NAME_IN_NOTE
                    .matcher(text.getValue())
                    .results()
                    .map(name -> name.group(1))
                    .filter(name -> !known.contains(name))
                    .forEach(name ->
                            errors.accept(
                                    note,
                                    "the note names {%s}, which is neither a parameter of the report nor a column of the dataset; there are: %s"
                                            .formatted(name, String.join(", ", known))));
        }
    }

    private Kind kind(YamlMapping mapping) {
        Optional<String> word = mapping.required("kind");
        Optional<Kind> kind =
                Arrays.stream(Kind.values())
                        .filter(one -> word.filter(one.word()::equals).isPresent())
                        .findFirst();
        if (word.isPresent() && kind.isEmpty()) {
            errors.accept(
                    mapping.members().get("kind"),
                    "'"
                            + word.get()
                            + "' is no kind of section; there are: "
                            + Arrays.stream(Kind.values())
                                    .map(Kind::word)
                                    .collect(Collectors.joining(", ")));
        }
        return kind.orElse(Kind.TABLE);
    }

    private boolean main(YamlMapping mapping) {
        boolean main = mapping.flag("main").orElse(false);
        if (main && hasMain) {
            errors.accept(mapping.members().get("main"), "another section is 'main' too; keep one");
        }
        hasMain |= main;
        return main;
    }

    /** Parameters of the same name are passed by themselves. */
    private Map<String, Argument> arguments(YamlMapping section, Node node, Dataset dataset) {
        var arguments = new LinkedHashMap<String, Argument>();
        var given = new LinkedHashMap<String, Node>();
        section.mapping("arguments")
                .ifPresent(named ->
                        given.putAll(
                                new YamlMapping("arguments", named, List.of(), errors).members()));
        for (DatasetParameter parameter : dataset.parameters()) {
            Node value = given.remove(parameter.name());
            Optional<Argument> argument =
                    value == null
                            ? ofReport(parameter.name()).map(same -> passed(same, parameter, node))
                            : argument(value, parameter);
            argument.ifPresent(found -> arguments.put(parameter.name(), found));
            if (value == null && argument.isEmpty() && parameter.required()) {
                errors.accept(
                        node,
                        "the dataset '%s' needs the argument '%s'; give it under 'arguments' or declare a parameter of that name"
                                .formatted(dataset.name(), parameter.name()));
            }
        }
        given.forEach((name, value) ->
                errors.accept(
                        value,
                        "the dataset '" + dataset.name() + "' has no parameter '" + name + "'"));
        return arguments;
    }

    private Optional<DatasetParameter> ofReport(String name) {
        return parameters.stream().filter(parameter -> parameter.name().equals(name)).findFirst();
    }

    private Argument passed(DatasetParameter own, DatasetParameter parameter, Node place) {
        used.add(own.name());
        if (own.type() != parameter.type()) {
            errors.accept(
                    place,
                    "parameter '%s' is of the type %s, but the dataset wants %s"
                            .formatted(own.name(), own.type().word(), parameter.type().word()));
        } else if (parameter.required() && !own.required() && own.defaultValue().isEmpty()) {
            errors.accept(
                    place,
                    "the dataset has to have '%s': make the report's parameter '%s' required or give it a default"
                            .formatted(parameter.name(), own.name()));
        }
        return new Argument.Passed(own.name());
    }

    /** A value, or with a colon before it the name of one of the report's parameters. */
    private Optional<Argument> argument(Node node, DatasetParameter parameter) {
        if (!(node instanceof ScalarNode scalar)) {
            errors.accept(node, "an argument is a value, or :name of a parameter of the report");
            return Optional.empty();
        }
        String text = scalar.getValue();
        if (text.startsWith(":")) {
            Optional<DatasetParameter> own = ofReport(text.substring(1));
            if (own.isEmpty()) {
                errors.accept(node, "'" + text + "' is not declared; add it under 'parameters'");
            }
            return own.map(found -> passed(found, parameter, node));
        }
        try {
            parameter.type().read(text);
            return Optional.of(new Argument.Fixed(Arguments.json(parameter.type(), text)));
        } catch (IllegalArgumentException e) {
            errors.accept(node, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
