package dev.longhaul.source;

import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A YAML mapping that is read key by key. What is wrong is reported with its line and reading goes on, so that one start
 * shows all errors.
 */
final class YamlMapping {

    private final String what;
    private final MappingNode node;
    private final Map<String, Node> members = new LinkedHashMap<>();
    private final BiConsumer<Node, String> errors;

    /**
     * @param what it describes, for messages: {@code a dataset}
     * @param known the keys that it may have
     * @param errors told the place and what is wrong there
     */
    YamlMapping(
            String what, MappingNode node, List<String> known, BiConsumer<Node, String> errors) {
        this.what = what;
        this.node = node;
        this.errors = errors;
        for (NodeTuple member : node.getValue()) {
            String key = member.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            if (!known.isEmpty() && !known.contains(key)) {
                errors.accept(
                        member.getKeyNode(),
                        "'"
                                + key
                                + "' is no key of "
                                + what
                                + "; known are: "
                                + String.join(", ", known));
            } else if (members.put(key, member.getValueNode()) != null) {
                errors.accept(member.getKeyNode(), "'" + key + "' is there twice; keep one");
            }
        }
    }

    /**
     * The mapping that a file is; empty, and reported, if it is none.
     *
     * @param file its name, for messages
     */
    static Optional<MappingNode> root(
            String file,
            String content,
            String what,
            List<String> known,
            List<DatasetError> errors) {
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(content));
            if (root instanceof MappingNode mapping) {
                return Optional.of(mapping);
            }
            errors.add(
                    new DatasetError(file, 1, what + " file is a mapping with the keys " + known));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            errors.add(new DatasetError(file, line, "this is not YAML: " + e.getProblem()));
        } catch (YAMLException e) {
            errors.add(new DatasetError(file, 1, "this is not YAML: " + e.getMessage()));
        }
        return Optional.empty();
    }

    Map<String, Node> members() {
        return members;
    }

    Optional<String> text(String key) {
        Node value = members.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof ScalarNode scalar) {
            return Optional.of(scalar.getValue());
        }
        errors.accept(value, "'" + key + "' has to be text");
        return Optional.empty();
    }

    /** The text of a key that has to be there; empty, and reported, if it is not. */
    Optional<String> required(String key) {
        if (!members.containsKey(key)) {
            errors.accept(node, what + " needs the key '" + key + "'");
        }
        return text(key);
    }

    Optional<Boolean> flag(String key) {
        return text(key)
                .flatMap(value -> {
                    if (value.equals("true") || value.equals("false")) {
                        return Optional.of(Boolean.valueOf(value));
                    }
                    errors.accept(
                            members.get(key),
                            "'" + key + "' has to be true or false, not '" + value + "'");
                    return Optional.empty();
                });
    }

    Optional<BigDecimal> number(String key) {
        return text(key)
                .flatMap(value -> {
                    try {
                        return Optional.of(new BigDecimal(value));
                    } catch (NumberFormatException e) {
                        errors.accept(
                                members.get(key),
                                "'" + key + "' has to be a number, not '" + value + "'");
                        return Optional.empty();
                    }
                });
    }

    OptionalInt count(String key) {
        Optional<BigDecimal> number = number(key);
        if (number.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(number.get().intValueExact());
        } catch (ArithmeticException e) {
            errors.accept(
                    members.get(key),
                    "'" + key + "' has to be a whole number, not " + number.get());
            return OptionalInt.empty();
        }
    }

    List<String> list(String key) {
        Node value = members.get(key);
        if (value == null) {
            return List.of();
        }
        var items = new ArrayList<String>();
        if (value instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                if (item instanceof ScalarNode scalar) {
                    items.add(scalar.getValue());
                }
            }
        }
        if (items.isEmpty()) {
            errors.accept(value, "'" + key + "' has to be a list of values");
        }
        return items;
    }

    Optional<MappingNode> mapping(String key) {
        Node value = members.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof MappingNode mapping) {
            return Optional.of(mapping);
        }
        errors.accept(value, "'" + key + "' has to be a mapping of names");
        return Optional.empty();
    }
}
