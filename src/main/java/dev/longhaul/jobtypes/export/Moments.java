package dev.longhaul.jobtypes.export;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * Reads the canonical texts of days and times ({@link dev.longhaul.source.Column.Kind}) without a string or an object for
 * each: an export does this for every value.
 */
final class Moments {

    /** There is no such day or time in the years 1 to 9999: infinity, or a year before Christ. */
    static final long NONE = Long.MIN_VALUE;

    private static final int DATE_LENGTH = "2026-11-20".length();
    private static final int TIME_LENGTH = "17:30:00".length();
    private static final int MOST_DIGITS = 6;
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MICROS_PER_DAY = 24 * 60 * 60 * MICROS_PER_SECOND;

    private Moments() {}

    /** Days since 1970-01-01, or {@link #NONE}. */
    static long epochDay(byte[] text) {
        return text.length == DATE_LENGTH ? day(text) : NONE;
    }

    /** Microseconds since midnight, or {@link #NONE}; at most 24:00. */
    static long microsOfDay(byte[] text) {
        return time(text, 0, text.length);
    }

    /** Microseconds since 1970-01-01T00:00, in UTC where the text ends in {@code Z}; or {@link #NONE}. */
    static long epochMicros(byte[] text) {
        if (text.length <= DATE_LENGTH || text[DATE_LENGTH] != 'T') {
            return NONE;
        }
        long day = day(text);
        int end = text[text.length - 1] == 'Z' ? text.length - 1 : text.length;
        long time = time(text, DATE_LENGTH + 1, end);
        return day == NONE || time == NONE ? NONE : day * MICROS_PER_DAY + time;
    }

    private static long day(byte[] text) {
        long year = number(text, 0, 4);
        long month = number(text, 5, 7);
        long day = number(text, 8, 10);
        if (text[4] != '-' || text[7] != '-' || year < 1 || month < 1 || day < 1) {
            return NONE;
        }
        try {
            return LocalDate.of((int) year, (int) month, (int) day).toEpochDay();
        } catch (DateTimeException e) {
            return NONE;
        }
    }

    private static long time(byte[] text, int from, int to) {
        if (to - from < TIME_LENGTH || text[from + 2] != ':' || text[from + 5] != ':') {
            return NONE;
        }
        long hours = number(text, from, from + 2);
        long minutes = number(text, from + 3, from + 5);
        long seconds = number(text, from + 6, from + TIME_LENGTH);
        long fraction = fraction(text, from + TIME_LENGTH, to);
        if (hours < 0 || minutes < 0 || seconds < 0 || fraction < 0) {
            return NONE;
        }
        long micros = ((hours * 60 + minutes) * 60 + seconds) * MICROS_PER_SECOND + fraction;
        return micros <= MICROS_PER_DAY ? micros : NONE;
    }

    /** A point and at most six digits, as microseconds; nothing is none. */
    private static long fraction(byte[] text, int from, int to) {
        if (from == to) {
            return 0;
        }
        int digits = to - from - 1;
        if (text[from] != '.' || digits < 1 || digits > MOST_DIGITS) {
            return NONE;
        }
        long micros = number(text, from + 1, to);
        for (int i = digits; i < MOST_DIGITS; i++) {
            micros *= 10;
        }
        return micros;
    }

    /** Negative if not all are digits. */
    private static long number(byte[] text, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            if (text[i] < '0' || text[i] > '9') {
                return -1;
            }
            number = number * 10 + text[i] - '0';
        }
        return number;
    }
}
