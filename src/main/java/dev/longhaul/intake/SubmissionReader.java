package dev.longhaul.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.longhaul.handler.RequestSchema;
import dev.longhaul.handler.Violation;
import dev.longhaul.notice.Wishes;
import dev.longhaul.queue.Queues;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Checks and reads the members of {@code POST /jobs} that all types share. */
@Singleton
class SubmissionReader {

    private static final Duration FARTHEST = Duration.ofDays(3660);
    private static final String NO_DURATION =
            "must be a duration of days, hours, minutes and seconds, like P1DT12H or PT15M";

    private final RequestSchema schema;
    private final Queues queues;
    private final Wishes wishes;
    private final InstantSource clock;

    SubmissionReader(RequestSchema schema, Queues queues, Wishes wishes, InstantSource clock) {
        this.schema = schema;
        this.queues = queues;
        this.wishes = wishes;
        this.clock = clock;
    }

    /** All that is wrong with the request, apart from its parameters. */
    List<Violation> check(JsonNode request, String owner) {
        List<Violation> violations = new ArrayList<>(schema.check(request));
        List<Violation> further = new ArrayList<>();
        checkTime(request).ifPresent(further::add);
        checkDuration(request, "timeout", Duration.ofMillis(1)).ifPresent(further::add);
        checkDuration(request, "retention", Duration.ZERO).ifPresent(further::add);
        checkQueue(request).ifPresent(further::add);
        member(request, "notify").ifPresent(wanted -> further.addAll(wishes.check(wanted, owner)));
        // Of what does not fit the schema nothing more can be said.
        further.stream()
                .filter(one ->
                        violations.stream().noneMatch(known -> one.isWithin(known.pointer())))
                .toList()
                .forEach(violations::add);
        return violations;
    }

    private Optional<Violation> checkQueue(JsonNode request) {
        return member(request, "queue")
                .map(JsonNode::asText)
                .filter(name -> !queues.names().contains(name))
                .map(name ->
                        new Violation(
                                "/queue",
                                "must be one of the queues that there are: "
                                        + String.join(", ", queues.names())));
    }

    private static Optional<Violation> checkDuration(
            JsonNode request, String name, Duration shortest) {
        try {
            return duration(request, name)
                    .filter(duration ->
                            duration.compareTo(shortest) < 0 || duration.compareTo(FARTHEST) > 0)
                    .map(_ ->
                            new Violation(
                                    "/" + name,
                                    (shortest.isZero()
                                                    ? "must not be negative"
                                                    : "must be at least a millisecond")
                                            + " and at most "
                                            + FARTHEST.toDays()
                                            + " days"));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.of(new Violation("/" + name, NO_DURATION));
        }
    }

    private static Optional<Duration> duration(JsonNode request, String name) {
        return member(request, name).map(node -> Duration.parse(node.asText()));
    }

    private Optional<Violation> checkTime(JsonNode request) {
        if (present(request, "runAt") && present(request, "delay")) {
            return Optional.of(
                    new Violation(
                            "/delay", "must not be given together with runAt; use one of them"));
        }
        String member = present(request, "delay") ? "/delay" : "/runAt";
        try {
            Optional<Instant> time = runAt(request);
            Instant now = clock.instant();
            if (present(request, "delay") && time.orElse(now).isBefore(now)) {
                return Optional.of(new Violation(member, "must not be negative"));
            }
            return time.filter(instant -> instant.isAfter(now.plus(FARTHEST)))
                    .map(instant ->
                            new Violation(
                                    member,
                                    "must be within the next " + FARTHEST.toDays() + " days"));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.of(
                    new Violation(
                            member,
                            present(request, "delay")
                                    ? NO_DURATION
                                    : "must be a time like 2026-11-20T17:30:00Z (RFC 3339)"));
        }
    }

    private Optional<Instant> runAt(JsonNode request) {
        return member(request, "runAt")
                .map(node -> OffsetDateTime.parse(node.asText()).toInstant())
                .or(() ->
                        member(request, "delay")
                                .map(node -> clock.instant().plus(Duration.parse(node.asText()))));
    }

    /** Reads a request in which {@link #check} found nothing wrong. */
    Submission read(JsonNode request) {
        return new Submission(
                request.path("type").asText(),
                member(request, "parameters").orElseGet(JsonNodeFactory.instance::objectNode),
                member(request, "description").map(JsonNode::asText),
                member(request, "labels"),
                member(request, "queue").map(JsonNode::asText),
                number(request, "priority"),
                number(request, "maxAttempts"),
                duration(request, "timeout"),
                duration(request, "retention"),
                // What is past means now, and does not overtake those who wait.
                runAt(request).filter(time -> time.isAfter(clock.instant())),
                member(request, "uniqueKey").map(JsonNode::asText),
                Wishes.read(member(request, "notify")));
    }

    private static OptionalInt number(JsonNode request, String name) {
        return member(request, name)
                .map(node -> OptionalInt.of(node.asInt()))
                .orElse(OptionalInt.empty());
    }

    private static Optional<JsonNode> member(JsonNode request, String name) {
        return present(request, name) ? Optional.of(request.get(name)) : Optional.empty();
    }

    private static boolean present(JsonNode request, String name) {
        return request.hasNonNull(name);
    }
}
