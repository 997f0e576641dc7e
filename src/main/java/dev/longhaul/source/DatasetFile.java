package dev.longhaul.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads one dataset file and finds all that is wrong with it. */
final class DatasetFile {

    private static final List<String> KEYS =
            List.of("name", "description", "source", "sql", "parameters", "rows", "count", "key");
    static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Set<String> QUERIES = Set.of("select", "with", "values", "table");

    private final String file;
    private final Map<String, Dialect> sources;
    private final List<DatasetError> errors = new ArrayList<>();
    private @Nullable Dataset dataset;
    private int sqlLine = 1;
    private int nameLine = 1;
    private int keyLine = 1;

    /**
     * @param file its name, for messages
     * @param sources the databases that there are, and of what kind they are
     */
    private DatasetFile(String file, Map<String, Dialect> sources) {
        this.file = file;
        this.sources = sources;
    }

    static DatasetFile read(String file, String content, Map<String, Dialect> sources) {
        var reading = new DatasetFile(file, sources);
        YamlMapping.root(file, content, "a dataset", KEYS, reading.errors)
                .ifPresent(reading::dataset);
        return reading;
    }

    List<DatasetError> errors() {
        return errors;
    }

    /** The dataset, if nothing is wrong with it. */
    Optional<Dataset> dataset() {
        return errors.isEmpty() ? Optional.ofNullable(dataset) : Optional.empty();
    }

    /**
     * @param line of the query, from 0
     */
    DatasetError atQuery(int line, String message) {
        return new DatasetError(file, sqlLine + line, message);
    }

    DatasetError atName(String message) {
        return new DatasetError(file, nameLine, message);
    }

    DatasetError atKey(String message) {
        return new DatasetError(file, keyLine, message);
    }

    private void report(@Nullable Node place, String message) {
        int line =
                place == null || place.getStartMark() == null
                        ? 1
                        : place.getStartMark().getLine() + 1;
        errors.add(new DatasetError(file, line, message));
    }

    private void dataset(MappingNode root) {
        var mapping = new YamlMapping("a dataset", root, KEYS, this::report);
        String name = mapping.required("name").orElse("");
        Optional.ofNullable(mapping.members().get("name"))
                .ifPresent(node -> nameLine = node.getStartMark().getLine() + 1);
        if (mapping.members().containsKey("name") && !NAME.matcher(name).matches()) {
            report(
                    mapping.members().get("name"),
                    "'" + name + "' cannot name a dataset; use lower-case words joined by hyphens");
        }
        String source = mapping.required("source").orElse("");
        if (mapping.members().containsKey("source") && !sources.containsKey(source)) {
            report(
                    mapping.members().get("source"),
                    "there is no source '" + source + "'; " + knownSources());
        }
        List<DatasetParameter> parameters = ParameterReader.all(mapping, this::report);
        // Of one that is not there, nobody knows the rules.
        SqlText rules =
                Optional.ofNullable(sources.get(source))
                        .map(Dialect::text)
                        .orElse(SqlText.POSTGRESQL);
        NamedSql sql = sql(mapping, rules, parameters);
        boolean counted = counted(mapping);
        Optional<String> key = key(mapping);
        dataset =
                new Dataset(
                        name,
                        mapping.text("description"),
                        source,
                        sql,
                        parameters,
                        mapping.text("rows").orElse(name),
                        counted,
                        key);
    }

    private Optional<String> key(YamlMapping mapping) {
        Node node = mapping.members().get("key");
        if (node == null) {
            return Optional.empty();
        }
        keyLine = node.getStartMark().getLine() + 1;
        Optional<String> key = mapping.text("key");
        if (key.filter(String::isBlank).isPresent()) {
            report(node, "'key' has to name a column of the query");
        }
        return key;
    }

    private String knownSources() {
        return sources.isEmpty()
                ? "none is configured: set LONGHAUL_SOURCES_<NAME>_URL"
                : "there are: " + String.join(", ", new TreeSet<>(sources.keySet()));
    }

    private boolean counted(YamlMapping mapping) {
        String count = mapping.text("count").orElse("exact");
        if (!count.equals("exact") && !count.equals("none")) {
            report(
                    mapping.members().get("count"),
                    "'count' has to be exact or none, not '" + count + "'");
        }
        return count.equals("exact");
    }

    private NamedSql sql(YamlMapping mapping, SqlText rules, List<DatasetParameter> parameters) {
        NamedSql sql = NamedSql.parse(mapping.required("sql").orElse(""), rules);
        Node node = mapping.members().get("sql");
        if (node == null) {
            return sql;
        }
        sqlLine = node.getStartMark().getLine() + 1 + (isBlock(node) ? 1 : 0);
        checkStatement(sql);
        List<String> declared = parameters.stream().map(DatasetParameter::name).toList();
        for (NamedSql.Occurrence occurrence : sql.occurrences()) {
            if (!declared.contains(occurrence.name())) {
                errors.add(
                        new DatasetError(
                                file,
                                sqlLine + sql.lineOf(occurrence.offset()),
                                "':"
                                        + occurrence.name()
                                        + "' is not declared; "
                                        + (declared.isEmpty()
                                                ? "add it under 'parameters'"
                                                : "declared are: " + String.join(", ", declared))));
            }
        }
        mapping.mapping("parameters")
                .ifPresent(named ->
                        named.getValue()
                                .forEach(member -> {
                                    if (member.getKeyNode() instanceof ScalarNode name
                                            && declared.contains(name.getValue())
                                            && !sql.distinctNames().contains(name.getValue())) {
                                        report(
                                                name,
                                                "parameter '"
                                                        + name.getValue()
                                                        + "' is not used; the query has no :"
                                                        + name.getValue());
                                    }
                                }));
        return sql;
    }

    private void checkStatement(NamedSql sql) {
        if (sql.hasSeveralStatements()) {
            errors.add(
                    new DatasetError(
                            file,
                            sqlLine,
                            "'sql' has to be one query; remove what follows the semicolon"));
        }
        String first = sql.firstWord();
        if (!QUERIES.contains(first)) {
            errors.add(
                    new DatasetError(
                            file,
                            sqlLine,
                            first.isEmpty()
                                    ? "'sql' is empty"
                                    : "'sql' has to be a query that begins with SELECT, WITH, VALUES or TABLE, not "
                                            + first));
        }
    }

    private static boolean isBlock(Node node) {
        return node instanceof ScalarNode scalar
                && (scalar.getScalarStyle() == ScalarStyle.LITERAL
                        || scalar.getScalarStyle() == ScalarStyle.FOLDED);
    }
}
