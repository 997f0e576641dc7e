package dev.longhaul.jobtypes.feed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text out of bytes: a byte order mark says how they are encoded, else the {@code charset} of the media type, else the XML
 * declaration, else it is UTF-8 (RFC 7303 §3, XML 1.0 appendix F).
 *
 * @param text without a byte order mark
 * @param charset what it was taken for
 * @param damaged whether some bytes were no letters of that charset
 */
record FeedText(String text, Charset charset, boolean damaged) {

    private static final Pattern PARAMETER =
            Pattern.compile("(?i);\\s*charset\\s*=\\s*[\"']?([^\\s;\"']+)");
    private static final Pattern DECLARATION =
            Pattern.compile("^\\s*<\\?xml[^>]*\\sencoding\\s*=\\s*[\"']([\\w.:-]+)[\"']");
    private static final int LONGEST_DECLARATION = 400;

    static FeedText decode(byte[] bytes, Optional<String> mediaType) {
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            return decode(bytes, 3, UTF_8);
        } else if (startsWith(bytes, 0xFE, 0xFF)) {
            return decode(bytes, 2, UTF_16BE);
        } else if (startsWith(bytes, 0xFF, 0xFE)) {
            return decode(bytes, 2, UTF_16LE);
        }
        Charset charset =
                mediaType
                        .flatMap(type -> named(PARAMETER.matcher(type)))
                        .or(() -> shape(bytes))
                        .or(() -> named(DECLARATION.matcher(head(bytes))))
                        .orElse(UTF_8);
        return decode(bytes, 0, charset);
    }

    /** What begins like this is XML of two bytes a letter. */
    private static Optional<Charset> shape(byte[] bytes) {
        if (startsWith(bytes, 0, '<')) {
            return Optional.of(UTF_16BE);
        }
        return startsWith(bytes, '<', 0) ? Optional.of(UTF_16LE) : Optional.empty();
    }

    private static String head(byte[] bytes) {
        return new String(bytes, 0, Math.min(bytes.length, LONGEST_DECLARATION), ISO_8859_1);
    }

    private static Optional<Charset> named(Matcher found) {
        if (!found.find()) {
            return Optional.empty();
        }
        try {
            Charset charset = Charset.forName(found.group(1));
            // Who says ISO 8859-1 often means the superset, and never its control characters.
            return Optional.of(
                    charset.equals(ISO_8859_1) ? Charset.forName("windows-1252") : charset);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }

    private static FeedText decode(byte[] bytes, int from, Charset charset) {
        var content = ByteBuffer.wrap(bytes, from, bytes.length - from);
        try {
            return new FeedText(
                    charset.newDecoder().decode(content.duplicate()).toString(), charset, false);
        } catch (CharacterCodingException e) {
            return new FeedText(charset.decode(content).toString(), charset, true);
        }
    }

    private static boolean startsWith(byte[] bytes, int... octets) {
        if (bytes.length < octets.length) {
            return false;
        }
        for (int i = 0; i < octets.length; i++) {
            if ((bytes[i] & 0xFF) != octets[i]) {
                return false;
            }
        }
        return true;
    }
}
