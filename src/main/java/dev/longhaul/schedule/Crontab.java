package dev.longhaul.schedule;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.longhaul.handler.Spelling;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A line of a crontab(5) without its command: minute, hour, day of month, month, day of week. It knows nothing of time zones:
 * its times are those on a clock on the wall.
 */
final class Crontab {

    private static final Map<String, String> NICKNAMES =
            Map.of(
                    "@yearly", "0 0 1 1 *",
                    "@annually", "0 0 1 1 *",
                    "@monthly", "0 0 1 * *",
                    "@weekly", "0 0 * * 0",
                    "@daily", "0 0 * * *",
                    "@midnight", "0 0 * * *",
                    "@hourly", "0 * * * *");

    private enum Field {
        MINUTE(0, "minute", "0-59"),
        HOUR(1, "hour", "0-23"),
        DAY_OF_MONTH(2, "day of month", "1-31"),
        MONTH(3, "month", "1-12 or JAN-DEC"),
        DAY_OF_WEEK(4, "day of week", "0-7 or SUN-SAT, where 0 and 7 are Sunday");

        private final int place;
        private final String title;
        private final String values;

        Field(int place, String title, String values) {
            this.place = place;
            this.title = title;
            this.values = values;
        }
    }

    /** More than that is in some crontabs, and means something else in each. */
    private static final Pattern FIELD =
            Pattern.compile("%1$s(,%1$s)*".formatted("(\\*|\\w{1,3}(-\\w{1,3})?)(/\\d{1,2})?"));

    private static final LocalDateTime SOME_TIME = LocalDateTime.of(2001, 1, 1, 0, 0);

    private final List<String> fields;
    private final ExecutionTime times;

    private Crontab(List<String> fields) {
        this.fields = fields;
        this.times = ExecutionTime.forCron(parser().parse(String.join(" ", fields)));
    }

    private static CronParser parser() {
        return new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
    }

    /** What is wrong with an expression, to be read after its name. Empty if it can be {@link #read}. */
    static Optional<String> check(String expression) {
        if (expression.strip().startsWith("@") && !NICKNAMES.containsKey(expression.strip())) {
            return Optional.of(
                    "must be five fields or one of @yearly, @monthly, @weekly, @daily, @hourly, not '"
                            + expression
                            + "'"
                            + Spelling.suggestion(
                                    expression.strip(),
                                    NICKNAMES.keySet().stream().sorted().toList()));
        }
        List<String> fields = fields(expression);
        if (fields.size() != Field.values().length) {
            return Optional.of(
                    "must have five fields (minute, hour, day of month, month, day of week), like 30 2 * * 1-5; it has "
                            + fields.size()
                            + (fields.size() > 5
                                    ? ", and neither seconds nor years are known here"
                                    : ""));
        }
        String wrong =
                Arrays.stream(Field.values())
                        .flatMap(field -> check(field, fields.get(field.place)).stream())
                        .collect(Collectors.joining("; "));
        if (!wrong.isEmpty()) {
            return Optional.of(wrong);
        }
        return new Crontab(fields).find(SOME_TIME).isPresent()
                ? Optional.empty()
                : Optional.of(
                        "never comes: no month "
                                + fields.get(Field.MONTH.place)
                                + " has a day "
                                + fields.get(Field.DAY_OF_MONTH.place));
    }

    private static List<String> fields(String expression) {
        String line = NICKNAMES.getOrDefault(expression.strip(), expression.strip());
        return line.isEmpty() ? List.of() : List.of(line.split("\\s+"));
    }

    private static Optional<String> check(Field field, String text) {
        List<String> alone = new ArrayList<>(List.of("*", "*", "*", "*", "*"));
        alone.set(field.place, text);
        try {
            if (FIELD.matcher(text).matches()) {
                parser().parse(String.join(" ", alone));
                return Optional.empty();
            }
        } catch (IllegalArgumentException e) {
            // Its words are for those who know the library; ours say which field it is.
        }
        return Optional.of(
                String.format(
                        Locale.ROOT,
                        "field %d (%s) must not be '%s'; it takes %s, *, ranges like 1-5, steps like */5 and lists like 1,3",
                        field.place + 1,
                        field.title,
                        text,
                        field.values));
    }

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException if {@link #check} finds something wrong with it
     */
    static Crontab read(String expression) {
        Optional<String> wrong = check(expression);
        if (wrong.isPresent()) {
            throw new IllegalArgumentException("the cron expression " + wrong.get());
        }
        return new Crontab(fields(expression));
    }

    /** Whether it names hours and minutes, as opposed to one time after the other. */
    boolean isAtFixedTimes() {
        return !fields.get(Field.MINUTE.place).startsWith("*")
                && !fields.get(Field.HOUR.place).startsWith("*");
    }

    /** The first time on the wall that is later. */
    LocalDateTime after(LocalDateTime time) {
        return find(time)
                .orElseThrow(() ->
                        new IllegalStateException("no time after " + time + " for " + fields));
    }

    private Optional<LocalDateTime> find(LocalDateTime time) {
        // Without zones the library has no daylight saving to get wrong.
        return times.nextExecution(time.atZone(ZoneOffset.UTC))
                .map(found -> found.toLocalDateTime());
    }
}
