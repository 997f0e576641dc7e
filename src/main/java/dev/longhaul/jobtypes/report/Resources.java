package dev.longhaul.jobtypes.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** What comes with this build. Native images have it by the names in application.properties. */
final class Resources {

    private Resources() {}

    /** A text of the folder {@code reports}. */
    static String text(String name) {
        return new String(bytes("/reports/" + name), StandardCharsets.UTF_8);
    }

    /** A file of the folder {@code fonts}. */
    static byte[] font(String name) {
        return bytes("/fonts/" + name);
    }

    private static byte[] bytes(String name) {
        try (InputStream content = Resources.class.getResourceAsStream(name)) {
            if (content == null) {
                throw new IllegalStateException(name + " is missing from this build");
            }
            return content.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(name + " cannot be read", e);
        }
    }
}
