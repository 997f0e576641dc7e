package dev.longhaul.jobtypes.export;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Text inside a cell: XML in which the characters that XML cannot hold stand as {@code _x0001_} (ISO/IEC 29500-1
 * §22.9.2.19, ST_Xstring), and text that happens to look like that has its first underscore written so.
 */
final class XlsxText {

    private static final byte[] AMPERSAND = "&amp;".getBytes(US_ASCII);
    private static final byte[] LESS = "&lt;".getBytes(US_ASCII);
    private static final byte[] GREATER = "&gt;".getBytes(US_ASCII);
    private static final byte[] UNDERSCORE = "_x005F_".getBytes(US_ASCII);
    private static final int ESCAPE_LENGTH = "_x0001_".length();

    private XlsxText() {}

    static void write(OutputStream out, byte[] utf8) throws IOException {
        int from = 0;
        for (int i = 0; i < utf8.length; i++) {
            byte[] instead = instead(utf8, i);
            if (instead != null) {
                out.write(utf8, from, i - from);
                out.write(instead);
                // U+FFFE and U+FFFF are three bytes, everything else that is replaced is one.
                i += utf8[i] < 0 ? 2 : 0;
                from = i + 1;
            }
        }
        out.write(utf8, from, utf8.length - from);
    }

    /** What stands for the character that begins at {@code at}; null if it is itself. */
    private static byte @Nullable [] instead(byte[] utf8, int at) {
        byte octet = utf8[at];
        return switch (octet) {
            case '&' -> AMPERSAND;
            case '<' -> LESS;
            case '>' -> GREATER;
            case '_' -> looksEscaped(utf8, at) ? UNDERSCORE : null;
            case '\t', '\n' -> null;
            case (byte) 0xEF -> nonCharacter(utf8, at);
            default -> octet >= 0 && octet < ' ' ? escape(octet) : null;
        };
    }

    private static byte @Nullable [] nonCharacter(byte[] utf8, int at) {
        boolean is = utf8[at + 1] == (byte) 0xBF && (utf8[at + 2] & 0xFE) == 0xBE;
        return is ? escape(0xFFC0 | (utf8[at + 2] & 0x3F)) : null;
    }

    private static byte[] escape(int character) {
        return "_x%04X_".formatted(character).getBytes(US_ASCII);
    }

    private static boolean looksEscaped(byte[] utf8, int at) {
        if (at + ESCAPE_LENGTH > utf8.length
                || utf8[at + 1] != 'x'
                || utf8[at + ESCAPE_LENGTH - 1] != '_') {
            return false;
        }
        for (int i = at + 2; i < at + ESCAPE_LENGTH - 1; i++) {
            if (Character.digit(utf8[i], 16) < 0) {
                return false;
            }
        }
        return true;
    }
}
