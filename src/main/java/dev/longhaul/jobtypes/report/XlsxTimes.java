package dev.longhaul.jobtypes.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Takes the moment of writing out of a workbook, so that the same data is the same file. */
final class XlsxTimes {

    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private XlsxTimes() {}

    static void withoutTimes(byte[] workbook, OutputStream out) throws IOException {
        var zip = new ZipOutputStream(out);
        try (var parts = new ZipInputStream(new ByteArrayInputStream(workbook))) {
            for (ZipEntry part = parts.getNextEntry(); part != null; part = parts.getNextEntry()) {
                var copy = new ZipEntry(part.getName());
                copy.setTimeLocal(NO_TIME);
                zip.putNextEntry(copy);
                byte[] content = parts.readAllBytes();
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
