package dev.longhaul.source;

import java.math.BigDecimal;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The types of a dataset's parameters: how each is read from text and bound to a statement. */
public enum ParameterType {
    STRING("text", Types.VARCHAR),
    INTEGER("a whole number of at most 64 bits", Types.BIGINT),
    NUMBER("a number", Types.NUMERIC),
    BOOLEAN("true or false", Types.BOOLEAN),
    DATE("a date like 2026-11-20", Types.DATE),
    TIMESTAMP("a time like 2026-11-20T17:30:00Z", Types.TIMESTAMP_WITH_TIMEZONE),
    UUID("a UUID", Types.OTHER);

    private static final int MOST_PLACES = 400;

    private final String description;
    private final int jdbcType;

    ParameterType(String description, int jdbcType) {
        this.description = description;
        this.jdbcType = jdbcType;
    }

    /** The word in dataset files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type with that word. */
    static Optional<ParameterType> ofWord(String word) {
        return Arrays.stream(values()).filter(type -> type.word().equals(word)).findFirst();
    }

    /** What a value looks like, for people. */
    public String description() {
        return description;
    }

    /** One of {@link Types}. */
    int jdbcType() {
        return jdbcType;
    }

    /**
     * The value that {@code text} means.
     *
     * @throws IllegalArgumentException if it means none
     */
    public Object read(String text) {
        try {
            return switch (this) {
                case STRING -> text;
                case INTEGER -> new BigDecimal(text).longValueExact();
                case NUMBER -> numberOf(text);
                case BOOLEAN -> booleanOf(text);
                case DATE -> LocalDate.parse(text);
                case TIMESTAMP -> OffsetDateTime.parse(text);
                case UUID -> java.util.UUID.fromString(text);
            };
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is not " + description, e);
        }
    }

    /** Of no more places than any double has: a driver may write out each zero of an exponent. */
    private static BigDecimal numberOf(String text) {
        var number = new BigDecimal(text);
        if (Math.abs((long) number.scale()) > MOST_PLACES || number.precision() > MOST_PLACES) {
            throw new IllegalArgumentException(text);
        }
        return number;
    }

    private static Object booleanOf(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }
}
