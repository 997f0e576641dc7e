package dev.longhaul.jobtypes.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A zip that is written as its files are read, with names in UTF-8. Goes on as ZIP64 (PKWARE's APPNOTE 4.3) where there are more
 * than 65,535 entries, or more than 4 GiB.
 */
final class Archive {

    private final ZipOutputStream zip;
    private final EntryNames names = new EntryNames();
    private final byte[] buffer = new byte[64 * 1024];

    Archive(OutputStream target) {
        zip = new ZipOutputStream(target, StandardCharsets.UTF_8);
    }

    /**
     * Packs a file.
     *
     * @param wanted its name, which is made safe and unique
     * @param level of compression
     * @return the name that it got
     * @throws InterruptedException if the thread was interrupted
     */
    String add(String wanted, int level, InputStream file)
            throws IOException, InterruptedException {
        String name = names.next(wanted);
        zip.setLevel(level);
        zip.putNextEntry(new ZipEntry(name));
        for (int count = file.read(buffer); count >= 0; count = file.read(buffer)) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while packing " + name);
            }
            zip.write(buffer, 0, count);
        }
        zip.closeEntry();
        return name;
    }

    /** Writes the list of entries and closes the target. */
    void end() throws IOException {
        zip.close();
    }
}
