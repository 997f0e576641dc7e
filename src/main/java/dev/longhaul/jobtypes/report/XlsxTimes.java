package dev.longhaul.jobtypes.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Takes the moment of writing out of a workbook, so that the same data is the same file. */
final class XlsxTimes {

    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private XlsxTimes() {}

    static void withoutTimes(byte[] workbook, OutputStream out) throws IOException {
        // A file, because the library writes what ZipInputStream cannot read: sizes that only the
        // directory at the end tells.
        Path file = Files.createTempFile("report", ".xlsx");
        try {
            Files.write(file, workbook);
            copy(file, out);
        } finally {
            Files.delete(file);
        }
    }

    private static void copy(Path file, OutputStream out) throws IOException {
        var zip = new ZipOutputStream(out);
        try (var parts = new ZipFile(file.toFile())) {
            for (ZipEntry part : Collections.list(parts.entries())) {
                var copy = new ZipEntry(part.getName());
                copy.setTimeLocal(NO_TIME);
                zip.putNextEntry(copy);
                byte[] content = parts.getInputStream(part).readAllBytes();
                zip.write(
                        part.getName().equals("docProps/core.xml")
                                ? withoutCreated(content)
                                : content);
                zip.closeEntry();
            }
        }
        zip.finish();
    }

    private static byte[] withoutCreated(byte[] core) {
        return new String(core, UTF_8)
                .replaceAll("<dcterms:created[^>]*>[^<]*</dcterms:created>", "")
                .getBytes(UTF_8);
    }
}
