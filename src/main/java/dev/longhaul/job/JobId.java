package dev.longhaul.job;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Names one job: a UUIDv7 (RFC 9562 §5.7), so that ids sort by the time of their creation to the millisecond.
 *
 * <p>The other 74 bits are drawn from a secure generator: where callers are anonymous, not being able to guess
 * an id is what keeps one caller's results from another.
 */
public record JobId(UUID value) implements Comparable<JobId> {

    private static final Pattern CANONICAL =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /**
     * A new id for a job created at {@code now}.
     *
     * @param random a secure generator; handed in, because one in a static field would be part of a native image
     */
    public static JobId create(Instant now, RandomGenerator random) {
        long version7 = now.toEpochMilli() << 16 | 0x7000L | random.nextInt(1 << 12);
        long variant = 0x8000_0000_0000_0000L | random.nextLong() >>> 2;
        return new JobId(new UUID(version7, variant));
    }

    /**
     * Reads the canonical form (RFC 9562 §4). Empty for anything else, also for the abbreviated forms that
     * {@link UUID#fromString} lets pass.
     */
    public static Optional<JobId> parse(String text) {
        return CANONICAL.matcher(text).matches()
                ? Optional.of(new JobId(UUID.fromString(text)))
                : Optional.empty();
    }

    /** When the job was created, to the millisecond. */
    public Instant created() {
        return Instant.ofEpochMilli(value.getMostSignificantBits() >>> 16);
    }

    @Override
    public int compareTo(JobId other) {
        return value.toString().compareTo(other.value.toString());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
