package dev.longhaul.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a result that a caller asks for (RFC 9110 §14.1.2).
 *
 * @param first the first byte, from 0
 * @param last the last byte, included
 */
record ByteRange(long first, long last) {

    /** Whoever asks for more parts at once gets everything, which is cheaper to send. */
    static final int MOST_PARTS = 16;

    private static final Pattern HEADER =
            Pattern.compile("\\s*bytes\\s*=(.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern RANGE = Pattern.compile("(\\d{0,18})-(\\d{0,18})");

    /** What a {@code Range} header comes to. */
    sealed interface Request {

        /** Send everything: there is no range, or one of a form that a server may ignore. */
        record Everything() implements Request {}

        /** Send this part. */
        record Part(ByteRange range) implements Request {}

        /** Send these parts, of which there are at least two, in this order. */
        record Parts(List<ByteRange> ranges) implements Request {}

        /** There is no such part. */
        record Unsatisfiable() implements Request {}
    }

    /** Reads the header for a result of {@code size} bytes. */
    static Request read(Optional<String> header, long size) {
        Matcher list = HEADER.matcher(header.orElse(""));
        if (!list.matches()) {
            return new Request.Everything();
        }
        List<ByteRange> ranges = new ArrayList<>();
        int asked = 0;
        for (String item : list.group(1).split(",", -1)) {
            String range = item.strip();
            if (!range.isEmpty()) {
                Matcher bounds = RANGE.matcher(range);
                if (!bounds.matches() || isMeaningless(bounds)) {
                    return new Request.Everything();
                }
                asked++;
                read(bounds, size).ifPresent(ranges::add);
            }
        }
        return asked == 0 || asked > MOST_PARTS ? new Request.Everything() : of(ranges);
    }

    private static Request of(List<ByteRange> ranges) {
        return switch (ranges.size()) {
            case 0 -> new Request.Unsatisfiable();
            case 1 -> new Request.Part(ranges.getFirst());
            // To send bytes twice helps nobody (RFC 9110 §14.2).
            default -> overlap(ranges) ? new Request.Everything() : new Request.Parts(ranges);
        };
    }

    private static boolean isMeaningless(Matcher bounds) {
        String first = bounds.group(1);
        String last = bounds.group(2);
        return first.isEmpty()
                ? last.isEmpty()
                : !last.isEmpty() && Long.parseLong(last) < Long.parseLong(first);
    }

    /** Empty if the result is too short to have any of it. */
    private static Optional<ByteRange> read(Matcher bounds, long size) {
        long end = bounds.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(bounds.group(2));
        if (bounds.group(1).isEmpty()) {
            long length = Math.min(end, size);
            return length == 0
                    ? Optional.empty()
                    : Optional.of(new ByteRange(size - length, size - 1));
        }
        long first = Long.parseLong(bounds.group(1));
        return first >= size
                ? Optional.empty()
                : Optional.of(new ByteRange(first, Math.min(end, size - 1)));
    }

    private static boolean overlap(List<ByteRange> ranges) {
        List<ByteRange> sorted =
                ranges.stream().sorted(Comparator.comparingLong(ByteRange::first)).toList();
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).first() <= sorted.get(i - 1).last()) {
                return true;
            }
        }
        return false;
    }

    long length() {
        return last - first + 1;
    }

    /** The value of {@code Content-Range}. */
    String of(long size) {
        return "bytes " + first + "-" + last + "/" + size;
    }
}
