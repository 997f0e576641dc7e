package dev.longhaul.source;

import dev.longhaul.source.ReportColumn.Format;
import dev.longhaul.source.ReportSection.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads which columns a section of a report shows. */
final class ReportColumns {

    private static final List<String> KEYS = List.of("label", "format", "decimals", "previous");
    private static final int MOST_DECIMALS = 10;

    private final Optional<List<String>> names;
    private final BiConsumer<Node, String> errors;

    /**
     * @param names those of the dataset, if they are known
     * @param errors told the place and what is wrong there
     */
    ReportColumns(Optional<List<String>> names, BiConsumer<Node, String> errors) {
        this.names = names;
        this.errors = errors;
    }

    List<ReportColumn> read(YamlMapping section, Node place, Kind kind) {
        var columns = new ArrayList<ReportColumn>();
        section.mapping("columns")
                .ifPresent(node ->
                        new YamlMapping("columns", node, List.of(), errors)
                                .members()
                                .forEach((name, value) -> {
                                    requireKnown(name, value);
                                    columns.add(column(name, value));
                                }));
        int shown = columns.isEmpty() ? names.map(List::size).orElse(2) : columns.size();
        if (kind.isChart() && shown < 2) {
            errors.accept(
                    place,
                    "a %s needs two columns at least: what stands along the axis, and what is drawn"
                            .formatted(kind.word()));
        }
        return columns;
    }

    private void requireKnown(String name, Node place) {
        names.filter(all -> !all.contains(name))
                .ifPresent(all ->
                        errors.accept(
                                place,
                                "the dataset has no column '%s'; it has: %s"
                                        .formatted(name, String.join(", ", all))));
    }

    /** A mapping, or the label alone. */
    private ReportColumn column(String name, Node node) {
        if (node instanceof ScalarNode label) {
            return new ReportColumn(
                    name,
                    label.getValue().isEmpty() ? ReportColumn.label(name) : label.getValue(),
                    Optional.empty(),
                    OptionalInt.empty(),
                    Optional.empty());
        }
        if (!(node instanceof MappingNode mappingNode)) {
            errors.accept(node, "a column has a label, or a mapping with the keys " + KEYS);
            return ReportColumn.of(name);
        }
        var mapping = new YamlMapping("a column", mappingNode, KEYS, errors);
        Map<String, Node> members = mapping.members();
        Optional<String> previous = mapping.text("previous");
        previous.ifPresent(other -> requireKnown(other, members.getOrDefault("previous", node)));
        OptionalInt decimals = mapping.count("decimals");
        if (decimals.isPresent()
                && (decimals.getAsInt() < 0 || decimals.getAsInt() > MOST_DECIMALS)) {
            errors.accept(
                    members.get("decimals"), "'decimals' has to be from 0 to " + MOST_DECIMALS);
        }
        return new ReportColumn(
                name,
                mapping.text("label").orElse(ReportColumn.label(name)),
                format(mapping),
                decimals,
                previous);
    }

    private Optional<Format> format(YamlMapping mapping) {
        Optional<String> word = mapping.text("format");
        Optional<Format> format =
                Arrays.stream(Format.values())
                        .filter(one -> word.filter(one.word()::equals).isPresent())
                        .findFirst();
        if (word.isPresent() && format.isEmpty()) {
            errors.accept(
                    mapping.members().get("format"),
                    "'"
                            + word.get()
                            + "' is no format; there are: "
                            + Arrays.stream(Format.values())
                                    .map(Format::word)
                                    .collect(Collectors.joining(", ")));
        }
        return format;
    }
}
