package dev.longhaul.ledger;

import java.util.List;

/**
 * Something that is to be told when a job ends.
 *
 * @param kind {@link #EMAIL} or {@link #WEBHOOK}
 * @param target a JSON object, as its reader wants it
 * @param events the words of the statuses that are told
 */
public record NewNotice(String kind, String target, List<String> events) {

    /** By mail. */
    public static final String EMAIL = "email";

    /** By a request to an address of the caller's. */
    public static final String WEBHOOK = "webhook";

    /** As the job shows it before its end. */
    String shown() {
        return "{\"kind\":\""
                + kind
                + "\",\"state\":\"waiting\",\"deliveries\":[],"
                + target.strip().substring(1);
    }
}
