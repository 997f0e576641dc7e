package dev.longhaul.mail;

import java.util.Optional;

/** What became of a message for one recipient. */
public sealed interface Answer {

    /** The recipient's address. */
    String recipient();

    /** The server has taken it, and the responsibility for it (RFC 5321 §6.1). */
    record Accepted(String recipient) implements Answer {}

    /**
     * The server will not take it, however often it is asked.
     *
     * @param code of the server's reply (RFC 5321 §4.2), 550 for instance
     * @param words the reply as the server gave it
     */
    record Refused(String recipient, int code, String words) implements Answer {}

    /**
     * It may be taken later. It may even have been taken now, if the connection broke before the answer came.
     *
     * @param sentence why, for a person
     * @param words the server's, or those of the library, if there are any
     */
    record Deferred(String recipient, String sentence, Optional<String> words) implements Answer {}
}
