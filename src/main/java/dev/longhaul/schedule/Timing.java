package dev.longhaul.schedule;

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

    /**
     * What a text means that {@code ScheduleReader} found nothing wrong with.
     *
     * @throws java.time.DateTimeException if this process does not know the time zone
     */
    static Timing of(TimingText text) {
        return new Timing(
                text.cron(),
                text.every().map(Duration::parse),
                text.anchor()
                        .map(time -> OffsetDateTime.parse(time).toInstant())
                        .orElse(Instant.EPOCH),
                ZoneId.of(text.timeZone()),
                text.overlapPolicy(),
                text.catchUpPolicy());
    }

    /** As it is stored, which {@link TimingText#read} reads. */
    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        cron.ifPresent(line -> json.put("cron", line));
        every.ifPresent(distance ->
                json.put("every", distance.toString()).put("anchor", anchor.toString()));
        return json.put("timeZone", timeZone.getId())
                .put("overlap", overlap.name().toLowerCase(Locale.ROOT))
                .put("catchUp", catchUp.name().toLowerCase(Locale.ROOT));
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
