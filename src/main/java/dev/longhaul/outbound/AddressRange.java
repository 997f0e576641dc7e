package dev.longhaul.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A range of addresses as RFC 4632 and RFC 4291 §2.3 write it: {@code 10.0.0.0/8}, {@code fc00::/7}, or one address.
 *
 * @param prefix the address that the range begins with
 * @param bits how many of its leading bits all addresses of the range share
 */
record AddressRange(InetAddress prefix, int bits) {

    /** Digits and dots, or hexadecimal digits with colons: what never is a name that has to be looked up. */
    private static final Pattern LITERAL =
            Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}|(?=.*:)[0-9a-fA-F:.]+");

    /**
     * Reads a range.
     *
     * @throws IllegalArgumentException if it is none
     */
    static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        InetAddress prefix = literal(slash < 0 ? text : text.substring(0, slash));
        int longest = prefix.getAddress().length * Byte.SIZE;
        int bits = slash < 0 ? longest : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > longest) {
            throw new IllegalArgumentException(bits + " is not between 0 and " + longest);
        }
        return new AddressRange(prefix, bits);
    }

    /** Whether a text is an address, such as needs no look-up. */
    static boolean isLiteral(String text) {
        return LITERAL.matcher(text).matches();
    }

    private static InetAddress literal(String text) {
        if (!isLiteral(text)) {
            throw new IllegalArgumentException("'" + text + "' is not an address");
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("'" + text + "' is not an address", e);
        }
    }

    boolean contains(InetAddress address) {
        byte[] theirs = address.getAddress();
        byte[] ours = prefix.getAddress();
        if (theirs.length != ours.length) {
            return false;
        }
        int whole = bits / Byte.SIZE;
        for (int i = 0; i < whole; i++) {
            if (theirs[i] != ours[i]) {
                return false;
            }
        }
        int rest = bits % Byte.SIZE;
        return rest == 0
                || (theirs[whole] & 0xFF) >> (8 - rest) == (ours[whole] & 0xFF) >> (8 - rest);
    }
}
