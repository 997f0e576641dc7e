package dev.longhaul.http;

import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code Prefer: wait=N} (RFC 7240): how long the caller would like to be kept waiting rather than to ask again. What
 * cannot be understood is no error, it is as if it had not been said.
 *
 * @param seconds as many of them as are granted
 */
record PreferredWait(int seconds) {

    /** Proxies and clients give up on silence after a minute, some earlier. */
    private static final int LONGEST_SECONDS = 30;

    private static final Pattern NAMED_WAIT =
            Pattern.compile("\\s*wait\\s*(?:[=;].*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern WAIT =
            Pattern.compile(
                    "\\s*wait\\s*=\\s*(?:(?<bare>\\d+)|\"(?<quoted>\\d+)\")\\s*(?:;.*)?",
                    Pattern.CASE_INSENSITIVE);

    /**
     * What all the {@code Prefer} headers of a request say together. Of several waits the first counts (RFC 7240 §2).
     */
    static Optional<PreferredWait> read(List<String> headers) {
        return headers.stream()
                .flatMap(header -> preferences(header).stream())
                .filter(preference -> NAMED_WAIT.matcher(preference).matches())
                .findFirst()
                .map(WAIT::matcher)
                .filter(Matcher::matches)
                .map(wait ->
                        Optional.ofNullable(wait.group("bare"))
                                .orElseGet(() -> wait.group("quoted")))
                .map(digits -> new PreferredWait(granted(digits)));
    }

    /** Splits at commas, but not within quotes. */
    private static List<String> preferences(String header) {
        List<String> preferences = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < header.length(); i++) {
            char c = header.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted) {
                i++;
            } else if (c == ',' && !quoted) {
                preferences.add(header.substring(start, i));
                start = i + 1;
            }
        }
        preferences.add(header.substring(start));
        return preferences;
    }

    private static int granted(String digits) {
        try {
            return Math.min(Integer.parseInt(digits), LONGEST_SECONDS);
        } catch (NumberFormatException tooLarge) {
            return LONGEST_SECONDS;
        }
    }

    Duration duration() {
        return Duration.ofSeconds(seconds);
    }

    /** The same answer, which says that the wish was granted. */
    Response applied(Response answer) {
        return Response.fromResponse(answer)
                .header("Preference-Applied", "wait=" + seconds)
                .build();
    }
}
