package dev.longhaul.schedule;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.longhaul.handler.BodySchema;
import dev.longhaul.handler.Violation;
import dev.longhaul.intake.Draft;
import dev.longhaul.intake.Drafts;
import dev.longhaul.ledger.NewJob;
import dev.longhaul.ledger.ScheduleRecord;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads schedules: those that callers write, and those that are stored. */
@Singleton
class ScheduleReader {

    /** What a caller wrote. */
    sealed interface Reading {

        /**
         * A schedule.
         *
         * @param pattern the job as it would be made now
         */
        record Ready(Timing timing, boolean paused, JsonNode job, NewJob pattern)
                implements Reading {}

        /**
         * No schedule.
         *
         * @param violations all that is wrong, never none
         */
        record Refused(List<Violation> violations) implements Reading {}
    }

    private static final Duration LONGEST = Duration.ofDays(3660);

    /** Years with more digits are in ISO 8601, but in neither RFC 3339 nor the database. */
    private static final int LAST_YEAR = 9999;

    /** Numbers to the last digit, as they are taken from callers. */
    private final ObjectMapper stored =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private final BodySchema schema;
    private final Drafts drafts;

    ScheduleReader(ObjectMapper json, Drafts drafts) {
        this.schema = new BodySchema(json, ScheduleRequest.class);
        this.drafts = drafts;
    }

    Reading read(String owner, JsonNode body) {
        List<Violation> violations = new ArrayList<>(schema.check(body));
        check(body, "cron", Crontab::check, violations);
        check(body, "every", ScheduleReader::checkEvery, violations);
        check(body, "anchor", ScheduleReader::checkAnchor, violations);
        check(body, "timeZone", ScheduleReader::checkTimeZone, violations);
        checkOneOf(body).ifPresent(violations::add);
        checkCatchUp(body).ifPresent(violations::add);
        checkAnchored(body).ifPresent(violations::add);
        JsonNode job = body.path("job");
        if (job.isNull() && violations.isEmpty()) {
            violations.add(new Violation("/job", "is required, as for POST /jobs"));
        }
        Optional<NewJob> pattern =
                job.isObject() ? pattern(owner, job, violations) : Optional.empty();
        return violations.isEmpty() && pattern.isPresent()
                ? new Reading.Ready(
                        Timing.of(TimingText.read(body)),
                        body.path("paused").asBoolean(false),
                        job,
                        pattern.get())
                : new Reading.Refused(List.copyOf(violations));
    }

    private static Optional<Violation> checkOneOf(JsonNode body) {
        boolean cron = body.hasNonNull("cron");
        if (!body.isObject() || cron != body.hasNonNull("every")) {
            return Optional.empty();
        }
        return Optional.of(
                cron
                        ? new Violation(
                                "/every", "must not be given together with cron; use one of them")
                        : new Violation(
                                "/cron",
                                "is required, unless every is given: like 30 2 * * 1-5 or @daily"));
    }

    private static Optional<Violation> checkAnchored(JsonNode body) {
        return body.hasNonNull("anchor") && body.hasNonNull("cron") && !body.hasNonNull("every")
                ? Optional.of(
                        new Violation(
                                "/anchor",
                                "must not be given together with cron; every is counted from it"))
                : Optional.empty();
    }

    private static Optional<Violation> checkCatchUp(JsonNode body) {
        boolean drops = Set.of("skip", "queue").contains(TimingText.read(body).overlap());
        return drops && body.path("catchUp").asText().equals("all")
                ? Optional.of(
                        new Violation(
                                "/catchUp",
                                "can be all only with the overlap allow; with skip and queue a missed fire that meets another"
                                        + " is dropped"))
                : Optional.empty();
    }

    private static void check(
            JsonNode body,
            String member,
            Function<String, Optional<String>> rule,
            List<Violation> violations) {
        String pointer = "/" + member;
        if (body.path(member).isTextual()) {
            rule.apply(body.get(member).asText())
                    .ifPresent(detail -> {
                        // It knows better than the schema, which only has the name of a format.
                        violations.removeIf(other -> other.pointer().equals(pointer));
                        violations.add(new Violation(pointer, detail));
                    });
        }
    }

    private static Optional<String> checkEvery(String text) {
        try {
            Duration every = Duration.parse(text);
            return every.compareTo(Duration.ofSeconds(1)) >= 0
                            && every.compareTo(LONGEST) <= 0
                            && every.equals(every.truncatedTo(ChronoUnit.SECONDS))
                    ? Optional.empty()
                    : Optional.of(
                            "must be whole seconds, at least one and at most "
                                    + LONGEST.toDays()
                                    + " days");
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.of(
                    "must be a duration of days, hours, minutes and seconds, like P1D or PT5M");
        }
    }

    private static Optional<String> checkAnchor(String text) {
        try {
            OffsetDateTime anchor = OffsetDateTime.parse(text);
            return anchor.getYear() >= 1900
                            && anchor.getYear() <= LAST_YEAR
                            && anchor.getNano() == 0
                    ? Optional.empty()
                    : Optional.of("must be a whole second of the years 1900 to " + LAST_YEAR);
        } catch (DateTimeException e) {
            return Optional.of("must be a time like 2026-11-20T17:30:00Z (RFC 3339)");
        }
    }

    private static Optional<String> checkTimeZone(String text) {
        if (ZoneId.getAvailableZoneIds().contains(text)) {
            return Optional.empty();
        }
        String suggestion =
                ZoneId.getAvailableZoneIds().stream()
                        .filter(zone ->
                                zone.equalsIgnoreCase(text)
                                        || zone.toLowerCase(Locale.ROOT)
                                                .endsWith("/" + text.toLowerCase(Locale.ROOT)))
                        .sorted()
                        .findFirst()
                        .map(zone -> " (did you mean " + zone + "?)")
                        .orElse("");
        return Optional.of(
                "must be the name of a time zone (IANA), like Europe/Berlin or UTC, not '"
                        + text
                        + "'"
                        + suggestion);
    }

    private Optional<NewJob> pattern(String owner, JsonNode job, List<Violation> violations) {
        if (job.hasNonNull("runAt")) {
            violations.add(
                    new Violation("/job/runAt", "must not be given; the schedule says when"));
        }
        return switch (drafts.draft(owner, job, Optional.empty())) {
            case Draft.Ready(NewJob ready) -> Optional.of(ready);
            case Draft.Refused(var wrong) -> {
                wrong.forEach(violation ->
                        violations.add(
                                new Violation("/job" + violation.pointer(), violation.detail())));
                yield Optional.empty();
            }
        };
    }

    /**
     * When a stored schedule fires.
     *
     * @throws RuntimeException if this process cannot read it, as when it does not know the time zone
     */
    Timing timing(ScheduleRecord schedule) {
        return Timing.of(text(schedule));
    }

    /** The same, if this process can read it. */
    Optional<Timing> readable(ScheduleRecord schedule) {
        try {
            Timing timing = timing(schedule);
            timing.times();
            return Optional.of(timing);
        } catch (RuntimeException _) {
            // Why, the schedule says itself once it is due.
            return Optional.empty();
        }
    }

    /** What is written of when a stored schedule fires. */
    TimingText text(ScheduleRecord schedule) {
        return TimingText.read(json(schedule.timing()));
    }

    /** The job of a stored schedule. */
    JsonNode job(ScheduleRecord schedule) {
        return json(schedule.job());
    }

    private JsonNode json(String text) {
        try {
            return stored.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Several things that are wrong in one line. */
    static String sentence(List<Violation> violations) {
        return violations.stream()
                .map(violation -> violation.pointer() + " " + violation.detail())
                .collect(Collectors.joining("; "));
    }
}
