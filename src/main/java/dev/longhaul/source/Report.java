package dev.longhaul.source;

import java.util.List;
import java.util.Optional;

/**
 * Datasets that callers may have laid out for people, by a name.
 *
 * @param title for the head of the first page
 * @param language the one it is written in, as BCP 47 tags it
 * @param parameters what a caller gives; the sections pass it on
 * @param template how its HTML looks, in Qute's language, where that is not as usual
 */
public record Report(
        String name,
        String title,
        Optional<String> description,
        String language,
        List<DatasetParameter> parameters,
        List<ReportSection> sections,
        Optional<String> template) {

    /** The section that is the report where it is one table only, if one is said to be that. */
    public Optional<ReportSection> main() {
        return sections.stream().filter(ReportSection::main).findFirst();
    }
}
