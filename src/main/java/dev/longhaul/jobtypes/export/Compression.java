package dev.longhaul.jobtypes.export;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.longhaul.handler.ResultStream;
import java.io.IOException;
import java.util.Locale;

/** What the file of an export is packed in. */
enum Compression {
    NONE,
    GZIP,
    ZIP;

    /** The word in parameters. */
    @JsonValue
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether what was packed so far can be gone on with by another attempt. */
    boolean continuable() {
        return this != ZIP;
    }

    /** What the result is called. */
    String filename(String file) {
        return switch (this) {
            case NONE -> file;
            case GZIP -> file + ".gz";
            case ZIP -> file + ".zip";
        };
    }

    /** What the result is, RFC 9110 §8.3.1. */
    String mediaType(Format format) {
        return switch (this) {
            case NONE -> format.mediaType();
            case GZIP -> "application/gzip";
            case ZIP -> "application/zip";
        };
    }

    /**
     * Packs what is written.
     *
     * @param file the name of the file inside
     */
    Packing pack(ResultStream result, String file, Format format) throws IOException {
        return switch (this) {
            case NONE -> new Unpacked(result);
            case GZIP -> new Gzip(result, format.dense());
            case ZIP -> new Zip(result, file, format.dense());
        };
    }
}
