package dev.longhaul.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.LongNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportFileTest {

    private static final Dataset SALES =
            DatasetFile.read(
                            "sales.yaml",
                            """
                            name: sales
                            source: shop
                            parameters:
                              since: {type: date}
                              most: {type: integer, default: 10}
                            sql: SELECT day, sum FROM sales WHERE day > :since LIMIT :most
                            """,
                            Map.of("shop", new PostgreSql()))
                    .dataset()
                    .orElseThrow();

    private static ReportFile read(String content) {
        return ReportFile.read(
                "report.yaml",
                content,
                Map.of("sales", SALES),
                dataset -> Optional.of(List.of("day", "sum")));
    }

    private static List<String> errors(String content) {
        return read(content).errors().stream().map(DatasetError::toString).toList();
    }

    @Test
    void argumentsOfTheSameNameArePassedAndOthersAreGiven() {
        Report report =
                read("""
                name: weekly
                title: Weekly sales
                parameters:
                  since: {type: date}
                  top: {type: integer, default: 3}
                sections:
                  - heading: Sales
                    kind: line
                    dataset: sales
                    arguments: {most: 5}
                    columns: {day: Day, sum: {label: Sum, decimals: 2}}
                  - heading: Top
                    kind: bar
                    dataset: sales
                    arguments: {most: ":top"}
                """)
                        .report()
                        .orElseThrow();
        var given = Arguments.complete(report.parameters(), Map.of());
        assertThat(report.sections().getFirst().arguments(given))
                .containsEntry("most", LongNode.valueOf(5))
                .doesNotContainKey("since");
        assertThat(report.sections().getLast().arguments(given))
                .containsEntry("most", LongNode.valueOf(3));
        assertThat(report.sections().getLast().arguments()).containsKey("since");
        assertThat(report.language()).isEqualTo("en");
    }

    @Test
    void allErrorsAreFoundWithTheirLines() {
        assertThat(
                        errors(
                                """
                                name: Weekly Sales
                                title: Weekly
                                language: English
                                parameters:
                                  since: {type: integer}
                                  unused: {type: string}
                                sections:
                                  - heading: Sales
                                    kind: pie
                                    dataset: sales
                                  - heading: Top
                                    kind: bar
                                    dataset: sails
                                  - kind: line
                                    dataset: sales
                                    arguments:
                                      since: yesterday
                                      most: :top
                                      least: 1
                                    columns:
                                      date: {format: day}
                                template: |
                                  {#if a}
                                """))
                .containsExactlyInAnyOrder(
                        "report.yaml:1: 'Weekly Sales' cannot name a report; use lower-case words joined by hyphens",
                        "report.yaml:3: 'English' is no language tag; write one like en or pt-BR",
                        "report.yaml:9: 'pie' is no kind of section; there are: number, table, line, bar",
                        "report.yaml:8: parameter 'since' is of the type integer, but the dataset wants date",
                        "report.yaml:13: there is no dataset 'sails'; there are: sales",
                        "report.yaml:14: a section needs the key 'heading'",
                        "report.yaml:17: 'yesterday' is not a date like 2026-11-20",
                        "report.yaml:18: ':top' is not declared; add it under 'parameters'",
                        "report.yaml:19: the dataset 'sales' has no parameter 'least'",
                        "report.yaml:21: the dataset has no column 'date'; it has: day, sum",
                        "report.yaml:21: 'day' is no format; there are: text, number, percent, change, date, datetime",
                        "report.yaml:14: a line needs two columns at least: what stands along the axis, and what is"
                                + " drawn",
                        "report.yaml:23: 'template' is not right: Parser error: unterminated section [if] detected");
    }

    @Test
    void aNoteNamesOnlyWhatThereIs() {
        assertThat(
                        errors(
                                """
                                name: weekly
                                title: Weekly
                                parameters:
                                  since: {type: date}
                                sections:
                                  - heading: Sales
                                    note: "After {sinc} {since}, up to {day}."
                                    kind: table
                                    dataset: sales
                                """))
                .containsExactly(
                        "report.yaml:7: the note names {sinc}, which is neither a parameter of the report nor a column of"
                                + " the dataset; there are: since, day, sum");
    }

    @Test
    void aParameterThatNoSectionPassesOnIsAnErrorUnlessADatasetIsMissing() {
        String report =
                """
                name: weekly
                title: Weekly
                parameters:
                  unused: {type: string}
                sections:
                  - {heading: Sales, kind: bar, dataset: %s, arguments: {since: 2026-01-01}}
                """;
        assertThat(errors(report.formatted("sales")))
                .containsExactly(
                        "report.yaml:4: parameter 'unused' is not used; no section passes it to its dataset");
        assertThat(errors(report.formatted("sails")))
                .containsExactly("report.yaml:6: there is no dataset 'sails'; there are: sales");
    }

    @Test
    void aReportWithoutSectionsAndADatasetWithoutItsArgumentAreErrors() {
        assertThat(errors("{name: empty, title: Empty}"))
                .containsExactly(
                        "report.yaml:1: a report needs 'sections', a list of what it consists of");
        assertThat(
                        errors(
                                """
                                name: weekly
                                title: Weekly
                                sections:
                                  - {heading: Sales, kind: table, dataset: sales}
                                """))
                .containsExactly(
                        "report.yaml:4: the dataset 'sales' needs the argument 'since'; give it under 'arguments' or"
                                + " declare a parameter of that name");
    }
}
