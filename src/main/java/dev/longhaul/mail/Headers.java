package dev.longhaul.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Text in the headers of a message: ASCII as it is, other scripts as RFC 2047 encoded words and RFC 2231 parameters, long
 * lines folded. No text gets a line break into a header.
 */
final class Headers {

    private static final String FOLD = "\r\n ";

    /** Bytes in an encoded word: it may have 75 characters with all that is around it (RFC 2047 §2). */
    private static final int WORD_BYTES = 42;

    /** Characters of a part of a parameter's value (RFC 2231 §3). */
    private static final int PART_CHARACTERS = 60;

    private static final int MOST_UNFOLDED = 60;
    private static final int MOST_OF_A_MEDIA_TYPE = 200;

    private static final Pattern PRINTABLE = Pattern.compile("[ -~]*");
    private static final Pattern ATOMS = Pattern.compile("[A-Za-z0-9 !#$%&'*+/^_`{|}~-]*");
    private static final String ATTRIBUTE_CHARACTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&+-.^_`{|}~";

    private static final Pattern MEDIA_TYPE = Pattern.compile("[!-~]+/[!-~]+( *; *[ -~]+)*");

    private Headers() {}

    /** Whether the text is like a media type, and can stand in a header as it is. */
    static boolean isMediaType(String text) {
        return text.length() <= MOST_OF_A_MEDIA_TYPE && MEDIA_TYPE.matcher(text).matches();
    }

    /** Whether the text can stand in a header: it has no control characters, line breaks of any kind among them. */
    static boolean isOneLine(String text) {
        return text.codePoints()
                .noneMatch(c -> Character.isISOControl(c) || c == '\u2028' || c == '\u2029');
    }

    /** Free text, such as a subject. */
    static String text(String text) {
        String line = oneLine(text);
        return PRINTABLE.matcher(line).matches()
                        && line.length() <= MOST_UNFOLDED
                        && !line.contains("=?")
                ? line
                : encodedWords(line);
    }

    /** A name before an address. */
    static String phrase(String text) {
        String line = oneLine(text);
        if (!PRINTABLE.matcher(line).matches()
                || line.length() > MOST_UNFOLDED
                || line.contains("=?")) {
            return encodedWords(line);
        }
        return ATOMS.matcher(line).matches()
                ? line
                : '"' + line.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String oneLine(String text) {
        return isOneLine(text)
                ? text
                : text.replaceAll("[\\p{Cntrl}\u0085\u2028\u2029]+", " ").strip();
    }

    private static String encodedWords(String text) {
        List<String> words = new ArrayList<>();
        for (String part : pieces(text)) {
            words.add(
                    "=?UTF-8?B?" + Base64.getEncoder().encodeToString(part.getBytes(UTF_8)) + "?=");
        }
        return String.join(FOLD, words);
    }

    /** Cut between characters, never within one. */
    private static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        var piece = new StringBuilder();
        int bytes = 0;
        for (int c : text.codePoints().toArray()) {
            String character = Character.toString(c);
            int more = character.getBytes(UTF_8).length;
            if (bytes + more > WORD_BYTES) {
                pieces.add(piece.toString());
                piece.setLength(0);
                bytes = 0;
            }
            piece.append(character);
            bytes += more;
        }
        pieces.add(piece.toString());
        return pieces;
    }

    /** {@code attachment} with the name of a file. */
    static String disposition(String filename) {
        String name = oneLine(filename);
        if (PRINTABLE.matcher(name).matches() && name.length() <= MOST_UNFOLDED) {
            return "attachment; filename=\""
                    + name.replace("\\", "\\\\").replace("\"", "\\\"")
                    + '"';
        }
        var header = new StringBuilder("attachment");
        List<String> parts = percentEncoded(name);
        for (int i = 0; i < parts.size(); i++) {
            header.append(';').append(FOLD).append("filename*").append(i).append("*=");
            header.append(i == 0 ? "UTF-8''" : "").append(parts.get(i));
        }
        return header.toString();
    }

    private static List<String> percentEncoded(String text) {
        List<String> parts = new ArrayList<>();
        var part = new StringBuilder();
        for (byte b : text.getBytes(UTF_8)) {
            char c = (char) (b & 0xFF);
            part.append(
                    ATTRIBUTE_CHARACTERS.indexOf(c) >= 0
                            ? String.valueOf(c)
                            : String.format(Locale.ROOT, "%%%02X", (int) c));
            if (part.length() >= PART_CHARACTERS) {
                parts.add(part.toString());
                part.setLength(0);
            }
        }
        if (!part.isEmpty()) {
            parts.add(part.toString());
        }
        return parts;
    }
}
