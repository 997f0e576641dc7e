package dev.longhaul.mail;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mailbox (RFC 5322 §3.4), with the name that people see or without. Names may be in any script, and so may domains, which
 * travel as RFC 5890 A-labels; the part before the {@code @} is ASCII, for few servers take another (RFC 6531).
 *
 * @param name what people see, without line breaks; empty if there is none
 * @param address {@code local@domain}, ASCII
 */
public record MailAddress(String name, String address) {

    /** What a caller reads whose address is none. */
    public static final String EXPECTED =
            "must be an address like ada@example.org or Ada Lovelace <ada@example.org>";

    private static final int MOST_OF_AN_ADDRESS = 254;
    private static final int MOST_OF_A_NAME = 200;
    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final Pattern LOCAL = Pattern.compile(ATOM + "(\\." + ATOM + ")*");
    private static final Pattern LABEL =
            Pattern.compile(
                    "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");
    private static final Pattern NAMED = Pattern.compile("([^<>]*)<([^<>]*)>");

    /** Reads {@code local@domain} or {@code Name <local@domain>}. Empty for anything else, and for all that breaks a header. */
    public static Optional<MailAddress> parse(String text) {
        Matcher named = NAMED.matcher(text.strip());
        return named.matches()
                ? of(unquoted(named.group(1).strip()), named.group(2))
                : of("", text.strip());
    }

    private static Optional<MailAddress> of(String name, String address) {
        int at = address.lastIndexOf('@');
        if (at < 1 || at > 64 || name.length() > MOST_OF_A_NAME || !Headers.isOneLine(name)) {
            return Optional.empty();
        }
        String local = address.substring(0, at);
        return domain(address.substring(at + 1))
                .filter(domain -> LOCAL.matcher(local).matches())
                .map(domain -> new MailAddress(name, local + "@" + domain))
                .filter(mailbox -> mailbox.address().length() <= MOST_OF_AN_ADDRESS);
    }

    private static Optional<String> domain(String text) {
        try {
            String ascii = IDN.toASCII(text).toLowerCase(Locale.ROOT);
            return LABEL.matcher(ascii).matches() ? Optional.of(ascii) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String unquoted(String name) {
        return name.length() >= 2 && name.startsWith("\"") && name.endsWith("\"")
                ? name.substring(1, name.length() - 1).replaceAll("\\\\(.)", "$1")
                : name;
    }

    /** The domain, ASCII. */
    public String domain() {
        return address.substring(address.lastIndexOf('@') + 1);
    }

    /** As it stands in a header. */
    String header() {
        return name.isEmpty() ? address : Headers.phrase(name) + " <" + address + ">";
    }
}
