package dev.longhaul.jobtypes.email;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.longhaul.mail.Answer;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the server has decided so far: the result of the job in the end, and its checkpoint until then, so that nobody who has it
 * is sent it again.
 *
 * @param messageId the same in all attempts
 * @param accepted for whom the server has taken the message
 * @param refused for whom it will not
 */
@RegisterForReflection(targets = {Sent.class, Sent.Refusal.class})
record Sent(String messageId, List<String> accepted, List<Refusal> refused) {

    /** So that the refusals of all recipients that a message may have fit into a checkpoint. */
    private static final int MOST_OF_A_REPLY = 180;

    /**
     * @param code the server's, 550 for instance
     * @param reply the server's words
     */
    record Refusal(
            String address,
            int code,
            @JsonPropertyDescription("The server's words.") String reply) {}

    static Sent nothing(String messageId) {
        return new Sent(messageId, List.of(), List.of());
    }

    /** Those of whom the server has decided nothing. */
    Set<String> open(Set<String> recipients) {
        Set<String> open = new LinkedHashSet<>(recipients);
        accepted.forEach(open::remove);
        refused.forEach(refusal -> open.remove(refusal.address()));
        return open;
    }

    private static String shortened(String words) {
        return words.length() <= MOST_OF_A_REPLY
                ? words
                : words.substring(0, MOST_OF_A_REPLY - 1) + "…";
    }

    /** With what the server has decided now. */
    Sent and(List<Answer> answers) {
        List<String> taken = new ArrayList<>(accepted);
        List<Refusal> not = new ArrayList<>(refused);
        for (Answer answer : answers) {
            switch (answer) {
                case Answer.Accepted(String recipient) -> taken.add(recipient);
                case Answer.Refused(String recipient, int code, String words) ->
                        not.add(new Refusal(recipient, code, shortened(words)));
                case Answer.Deferred _ -> {
                    // Nothing is decided.
                }
            }
        }
        return new Sent(messageId, taken, not);
    }
}
