package dev.longhaul.jobtypes.image;

import dev.longhaul.handler.FileRef;
import dev.longhaul.handler.FileStream;
import dev.longhaul.handler.JobContext;
import dev.longhaul.outbound.Outbound;
import dev.longhaul.outbound.OutboundAnswer;
import dev.longhaul.outbound.OutboundFailure;
import dev.longhaul.outbound.OutboundRequest;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Brings pictures here, from the files of callers or from the web. */
final class Originals {

    private static final int LONGEST = 100;

    private final Outbound outbound;
    private final long mostBytes;

    Originals(Outbound outbound, long mostBytes) {
        this.outbound = outbound;
        this.mostBytes = mostBytes;
    }

    /**
     * Copies the picture.
     *
     * @return what it is called, without what comes after the last dot
     */
    String fetch(@Nullable FileRef file, @Nullable String url, Path copy, JobContext job)
            throws Exception {
        try (OutputStream target = Files.newOutputStream(copy)) {
            if (file != null) {
                return open(file, target, job);
            }
            return ask(String.valueOf(url), target);
        }
    }

    private String open(FileRef file, OutputStream target, JobContext job) throws Exception {
        try (FileStream stream = job.open(file)) {
            if (stream.size() > mostBytes) {
                throw PictureReader.failure(
                        "picture-too-large",
                        "The file has %,d bytes, more than the %,d that this service works on."
                                .formatted(stream.size(), mostBytes));
            }
            stream.transferTo(target);
            return stem(stream.filename());
        }
    }

    private String ask(String url, OutputStream target) throws Exception {
        OutboundRequest request =
                OutboundRequest.get(url, mostBytes)
                        .with("Accept", "image/jpeg, image/png, image/webp, image/*");
        try (OutboundAnswer answer = outbound.send(request)) {
            answer.copyTo(target);
            String path = String.valueOf(answer.address().getPath());
            return stem(path.substring(path.lastIndexOf('/') + 1));
        } catch (OutboundFailure e) {
            throw e.forJob();
        }
    }

    /** Short enough for a header, in which each character may take twelve. */
    private static String stem(String filename) {
        int dot = filename.lastIndexOf('.');
        String stem = dot > 0 ? filename.substring(0, dot) : filename;
        String safe = stem.replaceAll("[\\p{Cntrl}/\\\\:*?\"<>|]", "_").strip();
        int end =
                safe.codePointCount(0, safe.length()) <= LONGEST
                        ? safe.length()
                        : safe.offsetByCodePoints(0, LONGEST);
        return safe.isEmpty() || safe.startsWith(".") ? "picture" : safe.substring(0, end).strip();
    }
}
