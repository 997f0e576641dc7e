package dev.longhaul.jobtypes.image;

import dev.longhaul.handler.JobContext;
import dev.longhaul.handler.JobResult;
import dev.longhaul.handler.ResultStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** The pictures that a job makes: one as it is, several in a zip, named after their sizes. */
final class Results {

    private final String name;
    private final String extension;
    private final List<Layout> layouts;
    private final ResultStream stream;
    private final @Nullable ZipOutputStream zip;
    private final Set<String> names = new HashSet<>();
    private int written;

    private Results(
            String name,
            String extension,
            List<Layout> layouts,
            ResultStream stream,
            @Nullable ZipOutputStream zip) {
        this.name = name;
        this.extension = extension;
        this.layouts = layouts;
        this.stream = stream;
        this.zip = zip;
    }

    static Results open(JobContext job, String name, boolean jpeg, List<Layout> layouts)
            throws IOException {
        String extension = jpeg ? ".jpg" : ".png";
        if (layouts.size() == 1) {
            ResultStream stream =
                    job.result(
                            name + size(layouts.getFirst()) + extension,
                            jpeg ? "image/jpeg" : "image/png");
            return new Results(name, extension, layouts, stream, null);
        }
        ResultStream stream = job.result(name + ".zip", "application/zip");
        var zip = new ZipOutputStream(stream);
        // Pictures are compressed as they are.
        zip.setLevel(Deflater.NO_COMPRESSION);
        return new Results(name, extension, layouts, stream, zip);
    }

    /** Writes the next. */
    void add(byte[] picture) throws IOException {
        if (zip == null) {
            stream.write(picture);
        } else {
            zip.putNextEntry(new ZipEntry(unique(name + size(layouts.get(written)))));
            zip.write(picture);
            zip.closeEntry();
        }
        written++;
    }

    private static String size(Layout layout) {
        return "-" + layout.canvasWidth() + "x" + layout.canvasHeight();
    }

    /** Sizes that were not the same may come to the same. */
    private String unique(String wanted) {
        String unique = wanted + extension;
        for (int number = 2; !names.add(unique); number++) {
            unique = wanted + " (" + number + ")" + extension;
        }
        return unique;
    }

    int written() {
        return written;
    }

    JobResult end() throws IOException {
        if (zip != null) {
            zip.close();
        }
        return JobResult.file(stream);
    }
}
