package dev.longhaul.jobtypes.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.longhaul.jobtypes.report.Section.Shown;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * CSV by RFC 4180 for programs: values as the source has them, under the names of the dataset's columns. The main section,
 * or, where there is none, a zip with a file for each section.
 */
final class CsvReport {

    /** ZIP begins with that year; it is the same in every zone. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final Edition edition;

    CsvReport(Edition edition) {
        this.edition = edition;
    }

    void write(OutputStream out) throws IOException {
        if (edition.report().main().isPresent()) {
            out.write(text(edition.main()).getBytes(UTF_8));
            return;
        }
        var zip = new ZipOutputStream(out);
        int number = 1;
        for (Section section : edition.sections()) {
            var entry = new ZipEntry("%02d-%s.csv".formatted(number++, section.plan().dataset()));
            entry.setTimeLocal(NO_TIME);
            zip.putNextEntry(entry);
            zip.write(text(section).getBytes(UTF_8));
            zip.closeEntry();
        }
        zip.finish();
    }

    private static String text(Section section) {
        List<Shown> shown = section.shown();
        var text = new StringBuilder();
        text.append(line(shown.stream().map(column -> field(column.column().name())).toList()));
        for (Row row : section.rows()) {
            text.append(
                    line(shown.stream().map(column -> field(row.get(column.index()))).toList()));
        }
        return text.toString();
    }

    private static String line(List<String> fields) {
        return fields.stream().collect(Collectors.joining(",", "", "\r\n"));
    }

    /** NULL is an empty field, the empty string a quoted one. */
    private static String field(@Nullable String value) {
        if (value == null) {
            return "";
        }
        boolean special =
                value.isEmpty()
                        || value.chars().anyMatch(character -> ",\"\r\n".indexOf(character) >= 0);
        return special ? '"' + value.replace("\"", "\"\"") + '"' : value;
    }
}
