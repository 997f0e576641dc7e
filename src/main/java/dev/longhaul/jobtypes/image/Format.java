package dev.longhaul.jobtypes.image;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a result is written as. */
enum Format {
    /** JPEG for a JPEG, else PNG. */
    SAME,
    JPEG,
    PNG;

    /** The word in parameters. */
    @JsonValue
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
