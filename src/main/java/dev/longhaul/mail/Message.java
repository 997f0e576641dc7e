package dev.longhaul.mail;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is to be sent.
 *
 * @param id what names it for receivers, {@code local@domain}: who gets it twice can tell (RFC 5322 §3.6.4)
 * @param bcc who gets it without the others seeing that
 * @param text for readers that show no HTML
 */
public record Message(
        String id,
        List<MailAddress> to,
        List<MailAddress> cc,
        List<MailAddress> bcc,
        String subject,
        Optional<String> text,
        Optional<String> html,
        List<Attachment> attachments) {

    /**
     * A file that goes along.
     *
     * @param filename any Unicode, no path
     * @param mediaType RFC 9110 §8.3.1
     */
    // Nobody compares attachments.
    @SuppressWarnings("ArrayRecordComponent")
    public record Attachment(String filename, String mediaType, byte[] content) {}

    /** Everybody who gets it, once each. */
    public Set<String> recipients() {
        Set<String> all = new LinkedHashSet<>();
        Stream.of(to, cc, bcc).flatMap(List::stream).map(MailAddress::address).forEach(all::add);
        return all;
    }

    /** How many bytes an attachment of that size takes in a message: base64, 76 characters a line (RFC 2045 §6.8). */
    public static long encodedSize(long bytes) {
        long characters = (bytes + 2) / 3 * 4;
        return characters + (characters + 75) / 76 * 2;
    }
}
