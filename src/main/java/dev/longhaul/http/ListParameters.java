package dev.longhaul.http;

import static java.util.stream.Collectors.joining;

import dev.longhaul.handler.Violation;
import dev.longhaul.job.JobId;
import dev.longhaul.job.JobStatus;
import dev.longhaul.ledger.JobFilter;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the query of {@code GET /jobs} and says all that is wrong with it. */
final class ListParameters {

    static final int DEFAULT_LIMIT = 50;
    static final int MOST_LIMIT = 500;

    static final String LIMIT = "limit";
    static final String PAGE_TOKEN = "pageToken";
    private static final Set<String> FILTERS =
            new TreeSet<>(
                    List.of(
                            "status",
                            "type",
                            "owner",
                            "label",
                            "q",
                            "createdAfter",
                            "createdBefore"));
    private static final Set<String> SEVERAL = Set.of("status", "type", "label");

    static final int LONGEST_TEXT = 200;

    /** Years with more digits are in ISO 8601, but in neither RFC 3339 nor the database. */
    private static final int LAST_YEAR = 9999;

    private final Map<String, List<String>> query = new TreeMap<>();
    private final List<Violation> violations = new ArrayList<>();

    /** What is given without a value, as forms do, is not given. */
    ListParameters(MultivaluedMap<String, String> query) {
        query.forEach((name, values) ->
                this.query.put(name, values.stream().filter(value -> !value.isEmpty()).toList()));
    }

    /**
     * What is asked for.
     *
     * @param filter its owner is whom the caller asks for, which need not be whom they may see
     * @param last upon which the page follows
     */
    record Asked(JobFilter filter, Optional<JobId> last, int limit) {}

    /** What is asked for; of no use if there are {@link #violations}. */
    Asked read() {
        query.keySet().forEach(this::checkName);
        var filter =
                new JobFilter(
                        one("owner"),
                        read("status", listed("status"), ListParameters::status),
                        read("type", listed("type"), Optional::of),
                        List.copyOf(read("label", each("label"), ListParameters::label)),
                        one("q").flatMap(this::text),
                        time("createdAfter"),
                        time("createdBefore"));
        return new Asked(filter, last(), limit());
    }

    /** All that is wrong, once {@link #read}. */
    List<Violation> violations() {
        return violations;
    }

    /** The token of the page that follows upon {@code last}. */
    String token(JobId last) {
        return PageToken.write(last, filter());
    }

    /** The query that leads to the page of that token, all else being the same. */
    Map<String, List<String>> with(String token) {
        Map<String, List<String>> next = new TreeMap<>(query);
        next.put(PAGE_TOKEN, List.of(token));
        return next;
    }

    /** How many jobs there are to a page may change from one to the next, what they are may not. */
    private String filter() {
        Map<String, List<String>> filter = new TreeMap<>(query);
        filter.keySet().retainAll(FILTERS);
        filter.values().removeIf(List::isEmpty);
        return filter.toString();
    }

    private void checkName(String name) {
        if (!FILTERS.contains(name) && !name.equals(LIMIT) && !name.equals(PAGE_TOKEN)) {
            wrong(
                    name,
                    "is not a parameter of this list; there are "
                            + String.join(", ", FILTERS)
                            + ", "
                            + LIMIT
                            + " and "
                            + PAGE_TOKEN);
        } else if (!SEVERAL.contains(name) && each(name).count() > 1) {
            wrong(name, "must be given once");
        } else if (each(name).anyMatch(value -> value.indexOf('\0') >= 0)) {
            wrong(name, "must not hold the character U+0000");
        }
    }

    private int limit() {
        Optional<String> limit = one(LIMIT);
        if (limit.isEmpty()) {
            return DEFAULT_LIMIT;
        }
        String digits = limit.get().replaceFirst("^0+(?=.)", "");
        if (!digits.matches("[1-9][0-9]*")) {
            wrong(
                    LIMIT,
                    "must be a whole number from 1 to "
                            + MOST_LIMIT
                            + "; more is taken as "
                            + MOST_LIMIT);
            return DEFAULT_LIMIT;
        }
        return digits.length() > 3 ? MOST_LIMIT : Math.min(Integer.parseInt(digits), MOST_LIMIT);
    }

    private Optional<JobId> last() {
        Optional<JobId> last = one(PAGE_TOKEN).flatMap(token -> PageToken.read(token, filter()));
        if (one(PAGE_TOKEN).isPresent() && last.isEmpty()) {
            wrong(
                    PAGE_TOKEN,
                    "must be the nextPageToken of a page of the same list, with the same filters; leave it out to"
                            + " begin anew");
        }
        return last;
    }

    private static Optional<JobStatus> status(String word) {
        return Arrays.stream(JobStatus.values())
                .filter(status -> status.wireName().equals(word))
                .findFirst();
    }

    private static Optional<JobFilter.Label> label(String text) {
        int colon = text.indexOf(':');
        return colon < 1
                ? Optional.empty()
                : Optional.of(
                        new JobFilter.Label(text.substring(0, colon), text.substring(colon + 1)));
    }

    private Optional<String> text(String text) {
        if (text.length() > LONGEST_TEXT) {
            wrong("q", "must have at most " + LONGEST_TEXT + " characters");
        }
        return Optional.of(text);
    }

    private Optional<Instant> time(String name) {
        Optional<String> text = one(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(text.get());
            if (time.getYear() >= 0 && time.getYear() <= LAST_YEAR) {
                return Optional.of(time.toInstant());
            }
        } catch (DateTimeException e) {
            // Said below, as for a year that is out of range.
        }
        wrong(
                name,
                "must be a time like 2026-11-20T17:30:00Z (RFC 3339); write the + of an offset as %2B");
        return Optional.empty();
    }

    private <T> Set<T> read(
            String name, Stream<String> values, Function<String, Optional<T>> reader) {
        return values.flatMap(
                        value -> {
                            Optional<T> read = reader.apply(value);
                            if (read.isEmpty()) {
                                wrong(name, "'" + value + "' " + whatWouldBeRight(name));
                            }
                            return read.stream();
                        })
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String whatWouldBeRight(String name) {
        return name.equals("status")
                ? "is no status; there are "
                        + Arrays.stream(JobStatus.values())
                                .map(JobStatus::wireName)
                                .collect(joining(", "))
                : "is no label; write it as key:value";
    }

    /** The values of a parameter that may be given several times, or once with commas. */
    private Stream<String> listed(String name) {
        return each(name)
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    private Optional<String> one(String name) {
        return each(name).findFirst();
    }

    private Stream<String> each(String name) {
        return query.getOrDefault(name, List.of()).stream();
    }

    private void wrong(String name, String detail) {
        violations.add(
                new Violation("/query/" + name.replace("~", "~0").replace("/", "~1"), detail));
    }
}
