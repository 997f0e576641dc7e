package dev.longhaul.notice;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.Stream;

/** Recipients whom the mail server has decided about, in all tries so far: they are not asked for again. */
final class Decided {

    /** No address begins like that: a space has to be in quotes (RFC 5321 §4.1.2). */
    private static final String REFUSED = "refused ";

    private final SequencedSet<String> accepted = new LinkedHashSet<>();
    private final SequencedSet<String> refused = new LinkedHashSet<>();

    /**
     * @param before as {@link #kept} gave it after the try before
     */
    Decided(List<String> before) {
        for (String each : before) {
            if (each.startsWith(REFUSED)) {
                refused.add(each.substring(REFUSED.length()));
            } else {
                accepted.add(each);
            }
        }
    }

    void accept(String recipient) {
        accepted.add(recipient);
    }

    void refuse(String recipient) {
        refused.add(recipient);
    }

    boolean includes(String recipient) {
        return accepted.contains(recipient) || refused.contains(recipient);
    }

    /** Whether anybody at all has the message. */
    boolean anyAccepted() {
        return !accepted.isEmpty();
    }

    /** What is kept until the next try. */
    List<String> kept() {
        return Stream.concat(accepted.stream(), refused.stream().map(REFUSED::concat)).toList();
    }
}
