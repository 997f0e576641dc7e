package dev.longhaul.jobtypes.archive;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.Deflater;

/** Whether compressing a file is worth the while. */
final class Packing {

    private static final Pattern PACKED_TYPES =
            Pattern.compile(
                    "image/(?!svg|bmp|tiff|x-).*|video/.*|audio/(?!wav|x-wav|aiff).*|font/woff2?"
                            + "|application/(zip|gzip|x-gzip|zstd|x-xz|x-bzip2|x-7z-compressed|vnd\\.rar|pdf|epub\\+zip"
                            + "|vnd\\.apache\\.parquet|vnd\\.openxmlformats.*|vnd\\.oasis.*|java-archive)");
    private static final Pattern PACKED_NAMES =
            Pattern.compile(
                    ".*\\.(jpe?g|png|gif|webp|avif|heic|mp[34]|m4[av]|webm|mkv|mov|ogg|opus|flac|zip|gz|tgz|zst|xz|bz2|7z|rar|pdf"
                            + "|xlsx|docx|pptx|od[tsp]|parquet|jar|epub|woff2?)");

    private Packing() {}

    /** How hard to try; what is packed already goes in as it is. */
    static int level(String mediaType, String filename) {
        String type = mediaType.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
        boolean packed =
                PACKED_TYPES.matcher(type).matches()
                        || PACKED_NAMES.matcher(filename.toLowerCase(Locale.ROOT)).matches();
        return packed ? Deflater.NO_COMPRESSION : Deflater.DEFAULT_COMPRESSION;
    }
}
