package dev.longhaul.job;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Names a file that a caller brought: a UUIDv7, as hard to guess as a {@link JobId}. */
public record FileId(UUID value) {

    /**
     * A new id for a file that came at {@code now}.
     *
     * @param random a secure generator
     */
    public static FileId create(Instant now, RandomGenerator random) {
        return new FileId(JobId.create(now, random).value());
    }

    /** Reads the canonical form. Empty for anything else. */
    public static Optional<FileId> parse(String text) {
        return JobId.parse(text).map(id -> new FileId(id.value()));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
