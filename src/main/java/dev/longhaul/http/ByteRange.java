package dev.longhaul.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a result that a caller asks for (RFC 9110 §14.1.2).
 *
 * @param first the first byte, from 0
 * @param last the last byte, included
 */
record ByteRange(long first, long last) {

    private static final Pattern SINGLE = Pattern.compile("bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*");

    /** What a {@code Range} header comes to. */
    sealed interface Request {

        /** Send everything: there is no range, or one of a form that a server may ignore. */
        record Everything() implements Request {}

        /** Send this part. */
        record Part(ByteRange range) implements Request {}

        /** There is no such part. */
        record Unsatisfiable() implements Request {}
    }

    /** Reads the header for a result of {@code size} bytes. Several ranges at once are answered with everything. */
    static Request read(Optional<String> header, long size) {
        Matcher single = SINGLE.matcher(header.orElse(""));
        if (!single.matches() || (single.group(1).isEmpty() && single.group(2).isEmpty())) {
            return new Request.Everything();
        }
        if (single.group(1).isEmpty()) {
            long length = Math.min(Long.parseLong(single.group(2)), size);
            return length == 0
                    ? new Request.Unsatisfiable()
                    : new Request.Part(new ByteRange(size - length, size - 1));
        }
        long first = Long.parseLong(single.group(1));
        long last =
                single.group(2).isEmpty()
                        ? size - 1
                        : Math.min(Long.parseLong(single.group(2)), size - 1);
        if (!single.group(2).isEmpty() && Long.parseLong(single.group(2)) < first) {
            return new Request.Everything();
        }
        return first >= size
                ? new Request.Unsatisfiable()
                : new Request.Part(new ByteRange(first, last));
    }

    long length() {
        return last - first + 1;
    }
}
