package dev.longhaul.jobtypes.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.longhaul.source.Report;
import dev.longhaul.source.ReportSection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EditionTest {

    @Test
    void whatACallerDidNotGiveIsNothingInANote() {
        var plan =
                new ReportSection(
                        "Sales",
                        Optional.of("After {since}, before {until}."),
                        ReportSection.Kind.TABLE,
                        "sales",
                        Map.of(),
                        List.of(),
                        true);
        var section = new Section(plan, List.of(), List.of(), Instant.EPOCH);
        var report =
                new Report(
                        "weekly",
                        "Weekly",
                        Optional.empty(),
                        "en",
                        List.of(),
                        List.of(plan),
                        Optional.empty());
        var edition =
                new Edition(
                        report,
                        Map.of("since", TextNode.valueOf("2026-01-01")),
                        List.of(section),
                        Wording.of("en"));
        assertThat(edition.note(section)).isEqualTo("After 2026-01-01, before –.");
    }
}
