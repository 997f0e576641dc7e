package dev.longhaul.ledger;

import dev.longhaul.job.FileId;
import java.time.Instant;
import java.util.Optional;

/**
 * A file that a caller brought.
 *
 * @param filename what it is called; any Unicode, no path
 * @param mediaType RFC 9110 §8.3.1
 * @param size bytes
 * @param sha256 of the bytes, 64 lower-case hex digits
 * @param expires when it goes; empty while jobs refer to it
 */
public record Upload(
        FileId id,
        String owner,
        String filename,
        String mediaType,
        long size,
        String sha256,
        Optional<Instant> expires) {}
