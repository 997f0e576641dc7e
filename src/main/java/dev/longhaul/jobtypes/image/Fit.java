package dev.longhaul.jobtypes.image;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a picture goes into a box of another shape. */
enum Fit {
    /** All of it, as large as the box allows; the result is as large as the picture then is. */
    INSIDE,
    /** All of it, in the middle of a result that is as large as the box. */
    CONTAIN,
    /** The middle of it, so that the box is full. */
    COVER,
    /** All of it, distorted. */
    FILL;

    /** The word in parameters. */
    @JsonValue
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
