package dev.longhaul.http;

import java.io.InputStream;
import java.util.Optional;

/**
 * A field of a form (RFC 7578).
 *
 * @param filename without a path
 * @param body its bytes, which have to be read before the next part is asked for
 */
record FormPart(
        String name, Optional<String> filename, Optional<String> mediaType, InputStream body) {

    /** What the file is to be called. */
    String filenameOrName() {
        return filename.orElse(name);
    }
}
