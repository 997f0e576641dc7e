package dev.longhaul.outbound;

import java.net.IDN;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads addresses as people and servers write them: with spaces, umlauts and all (RFC 3987 §3.1). */
public final class WebAddress {

    /** What a caller reads whose address is none. */
    public static final String EXPECTED =
            "must be an absolute URL of http or https, without a user's name or password";

    private static final Pattern FORM =
            Pattern.compile("(?i)(https?)://([^/?#]*)([^#]*)(?:#.*)?", Pattern.DOTALL);
    private static final Pattern AUTHORITY =
            Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:@\\[\\]\\\\\\s]+)(?::(\\d{0,5}))?");
    private static final Pattern UNWRITTEN =
            Pattern.compile(
                    "%(?![0-9a-fA-F]{2})|[^\\w\\-.~:/?\\[\\]@!$&'()*+,;=%]", Pattern.DOTALL);

    private WebAddress() {}

    /** Whether it is an address at all, wherever it may lead. What is not fails any job that asks for it. */
    public static boolean isWellFormed(String text) {
        try {
            parse(text);
            return true;
        } catch (OutboundFailure.Refused e) {
            return false;
        }
    }

    /**
     * Reads an absolute address.
     *
     * @return it without its fragment
     * @throws OutboundFailure.Refused with what is wrong, if it is none of http or https
     */
    static URI parse(String text) throws OutboundFailure.Refused {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw wrong(text, "has to begin with http:// or https://");
        }
        Matcher authority = AUTHORITY.matcher(form.group(2));
        if (form.group(2).contains("@")) {
            throw new OutboundFailure.Refused(
                    "The address holds a user name or password, which would be kept with the job; leave them out.");
        }
        if (!authority.matches()) {
            throw wrong(text, "has to name a host after ://");
        }
        String port =
                authority.group(2) == null || authority.group(2).isEmpty()
                        ? ""
                        : ":" + authority.group(2);
        if (!port.isEmpty() && Integer.parseInt(port.substring(1)) > 65_535) {
            throw wrong(text, "has a port beyond 65535");
        }
        try {
            URI read =
                    URI.create(
                            form.group(1).toLowerCase(Locale.ROOT)
                                    + "://"
                                    + host(authority.group(1))
                                    + port
                                    + encoded(form.group(3)));
            if (read.getHost() == null) {
                throw wrong(text, "has to name a host after ://");
            }
            return read;
        } catch (IllegalArgumentException e) {
            throw wrong(text, "cannot be read");
        }
    }

    /** Reads what a server refers to, seen from where it stood. */
    static URI resolve(URI base, String reference) throws OutboundFailure.Refused {
        String text = reference.strip();
        try {
            // Only what has a scheme of its own goes elsewhere as it stands.
            return text.matches("(?is)[a-z][a-z0-9+.-]*:.*")
                    ? parse(text)
                    : parse(base.resolve(encoded(text.replaceFirst("#.*", ""))).toString());
        } catch (IllegalArgumentException e) {
            throw wrong(text, "cannot be read");
        }
    }

    private static String host(String written) {
        return written.startsWith("[") ? written : IDN.toASCII(written, IDN.ALLOW_UNASSIGNED);
    }

    private static String encoded(String written) {
        return UNWRITTEN
                .matcher(written)
                .replaceAll(found -> Matcher.quoteReplacement(percent(found.group())));
    }

    private static String percent(String character) {
        var text = new StringBuilder();
        for (byte octet : character.getBytes(StandardCharsets.UTF_8)) {
            text.append("%%%02X".formatted(octet & 0xFF));
        }
        return text.toString();
    }

    private static OutboundFailure.Refused wrong(String text, String why) {
        return new OutboundFailure.Refused("The address '" + text + "' " + why + ".");
    }
}
