package dev.longhaul.jobtypes.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longhaul.source.DatasetParameter;
import dev.longhaul.source.Report;
import dev.longhaul.source.ReportSection;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * A report with all that it says, ready to be written in any format.
 *
 * @param arguments by the names of the report's parameters
 * @param sections in the order of the report's
 */
record Edition(
        Report report, Map<String, JsonNode> arguments, List<Section> sections, Wording wording) {

    /** The section that is the report where it is one table only. */
    Section main() {
        return sections.stream().filter(section -> section.plan().main()).findFirst().orElseThrow();
    }

    /** The note of a section with its names replaced; empty if it has none. */
    String note(Section section) {
        return ReportSection.NAME_IN_NOTE
                .matcher(section.plan().note().orElse(""))
                .replaceAll(name -> Matcher.quoteReplacement(named(name.group(1), section)));
    }

    private String named(String name, Section section) {
        JsonNode argument = arguments.get(name);
        if (argument != null) {
            BigDecimal number = argument.isNumber() ? Section.number(argument.asText()) : null;
            return number == null ? argument.asText() : wording.number(number, 0);
        }
        int index = section.index(name);
        // The caller gave none, or the dataset has lost the column since.
        return index < 0 || section.rows().isEmpty()
                ? Wording.NOTHING
                : wording.value(section.column(index), section.rows().getFirst().get(index));
    }

    /** What the file consists of, for programs. */
    ObjectNode manifest() {
        ObjectNode manifest = JsonNodeFactory.instance.objectNode().put("report", report.name());
        ObjectNode given = manifest.putObject("arguments");
        for (DatasetParameter parameter : report.parameters()) {
            given.set(parameter.name(), arguments.get(parameter.name()));
        }
        ArrayNode parts = manifest.putArray("sections");
        for (Section section : sections) {
            parts.addObject()
                    .put("heading", section.plan().heading())
                    .put("dataset", section.plan().dataset())
                    .put("rows", section.rows().size())
                    .put("snapshot", section.snapshot().toString());
        }
        return manifest;
    }

    /** The text of an argument for readers; empty if the caller gave none and there is no default. */
    @Nullable String argument(DatasetParameter parameter) {
        JsonNode value = arguments.get(parameter.name());
        return value == null ? null : value.asText();
    }
}
