package dev.longhaul.jobtypes.feed;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Makes addresses absolute. */
final class Links {

    private Links() {}

    /** A reference seen from a base; as it is written where it cannot be read; the base where there is none. */
    static String resolve(String base, @Nullable String reference) {
        if (reference == null || reference.isBlank()) {
            return base;
        }
        try {
            return URI.create(base).resolve(reference.strip()).toString();
        } catch (IllegalArgumentException e) {
            return reference.strip();
        }
    }
}
