package dev.longhaul.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as HTTP headers write them (RFC 9110 §5.6.7). */
final class HttpDate {

    // Unlike Java's own RFC_1123_DATE_TIME, days of the month have two digits.
    private static final DateTimeFormatter IMF_FIXDATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
                    .withZone(ZoneOffset.UTC);

    private HttpDate() {}

    static String of(Instant time) {
        return IMF_FIXDATE.format(time);
    }
}
