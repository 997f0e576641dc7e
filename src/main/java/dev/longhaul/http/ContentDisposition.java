package dev.longhaul.http;

import java.nio.charset.StandardCharsets;

/** The header that names a download (RFC 6266, RFC 8187). */
final class ContentDisposition {

    private static final String ATTRIBUTE_CHARACTERS = "!#$&+-.^_`|~";

    private ContentDisposition() {}

    /** An attachment of that name: plain for old clients, exact for the others. */
    static String attachment(String filename) {
        String plain =
                filename.replaceAll("[^\\x20-\\x7E]", "_").replace("\\", "_").replace("\"", "_");
        String header = "attachment; filename=\"" + plain + "\"";
        return plain.equals(filename) ? header : header + "; filename*=UTF-8''" + encoded(filename);
    }

    private static String encoded(String filename) {
        var encoded = new StringBuilder();
        for (byte octet : filename.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (octet & 0xFF);
            boolean plain =
                    character < 0x80
                            && (Character.isLetterOrDigit(character)
                                    || ATTRIBUTE_CHARACTERS.indexOf(character) >= 0);
            encoded.append(plain ? String.valueOf(character) : "%%%02X".formatted((int) character));
        }
        return encoded.toString();
    }
}
