package dev.longhaul.http;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code Idempotency-Key}: a string of RFC 9651 §3.3.3, in quotes, as the draft has it, or bare, as many
 * clients send it.
 */
final class IdempotencyKeyHeader {

    static final String NAME = "Idempotency-Key";

    private static final int LONGEST = 255;
    private static final Pattern VISIBLE =
            Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?");

    private IdempotencyKeyHeader() {}

    /**
     * The key, without its quotes. Empty if the header is absent.
     *
     * @throws BadHeader if it holds no key
     */
    static Optional<String> read(@Nullable String header) throws BadHeader {
        if (header == null) {
            return Optional.empty();
        }
        String key = unquoted(header.strip());
        if (key.length() > LONGEST || !VISIBLE.matcher(key).matches()) {
            throw new BadHeader(
                    "The header Idempotency-Key has to hold 1 to "
                            + LONGEST
                            + " visible ASCII characters, such as a UUID.");
        }
        return Optional.of(key);
    }

    private static String unquoted(String value) {
        return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\")
                : value;
    }
}
