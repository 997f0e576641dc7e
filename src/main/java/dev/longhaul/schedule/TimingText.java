package dev.longhaul.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.longhaul.ledger.Overlap;
import java.util.Locale;
import java.util.Optional;

/**
 * What is written of when a schedule fires. A process shows it also where it cannot follow it, as when it does not know the
 * time zone.
 *
 * @param every an ISO 8601 duration
 * @param anchor an RFC 3339 time
 * @param timeZone a name of the IANA database
 */
public record TimingText(
        Optional<String> cron,
        Optional<String> every,
        Optional<String> anchor,
        String timeZone,
        String overlap,
        String catchUp) {

    /** Reads what a caller wrote, or what is stored of it. */
    static TimingText read(JsonNode json) {
        return new TimingText(
                text(json, "cron"),
                text(json, "every"),
                text(json, "anchor"),
                text(json, "timeZone").orElse("UTC"),
                text(json, "overlap").orElse("skip"),
                text(json, "catchUp").orElse("one"));
    }

    private static Optional<String> text(JsonNode json, String member) {
        return json.hasNonNull(member) ? Optional.of(json.get(member).asText()) : Optional.empty();
    }

    /** What {@code overlap} means. */
    Overlap overlapPolicy() {
        return Overlap.valueOf(overlap.toUpperCase(Locale.ROOT));
    }

    /** What {@code catchUp} means. */
    CatchUp catchUpPolicy() {
        return CatchUp.valueOf(catchUp.toUpperCase(Locale.ROOT));
    }
}
