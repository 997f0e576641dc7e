package dev.longhaul.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longhaul.ledger.Overlap;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/**
 * When a schedule fires, and what happens if it cannot.
 *
 * @param cron either this or {@code every}
 * @param anchor from which the times of {@code every} are counted
 * @param timeZone in which {@code cron} is read
 */
public record Timing(
        Optional<String> cron,
        Optional<Duration> every,
        Instant anchor,
        ZoneId timeZone,
        Overlap overlap,
        CatchUp catchUp) {

    /** Reads what {@code ScheduleReader} found nothing wrong with. */
    static Timing read(JsonNode json) {
        return new Timing(
                text(json, "cron"),
                text(json, "every").map(Duration::parse),
                text(json, "anchor")
                        .map(time -> OffsetDateTime.parse(time).toInstant())
                        .orElse(Instant.EPOCH),
                ZoneId.of(text(json, "timeZone").orElse("UTC")),
                Overlap.valueOf(word(json, "overlap", "skip")),
                CatchUp.valueOf(word(json, "catchUp", "one")));
    }

    private static Optional<String> text(JsonNode json, String member) {
        return json.hasNonNull(member) ? Optional.of(json.get(member).asText()) : Optional.empty();
    }

    private static String word(JsonNode json, String member, String usual) {
        return text(json, member).orElse(usual).toUpperCase(Locale.ROOT);
    }

    /** What {@link #read} reads. */
    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        cron.ifPresent(line -> json.put("cron", line));
        every.ifPresent(distance ->
                json.put("every", distance.toString()).put("anchor", anchor.toString()));
        return json.put("timeZone", timeZone.getId())
                .put("overlap", overlapPolicy())
                .put("catchUp", catchUpPolicy());
    }

    /** As callers write it. */
    public String overlapPolicy() {
        return overlap.name().toLowerCase(Locale.ROOT);
    }

    /** As callers write it. */
    public String catchUpPolicy() {
        return catchUp.name().toLowerCase(Locale.ROOT);
    }

    FireTimes times() {
        return cron.<FireTimes>map(line -> new CronTimes(Crontab.read(line), timeZone))
                .orElseGet(() -> new IntervalTimes(every.orElseThrow(), anchor));
    }

    /** Whether it fires at the same times, whatever else is different. */
    boolean firesLike(Timing other) {
        return cron.equals(other.cron)
                && every.equals(other.every)
                && anchor.equals(other.anchor)
                && (cron.isEmpty() || timeZone.equals(other.timeZone));
    }
}
