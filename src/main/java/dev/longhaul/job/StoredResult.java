package dev.longhaul.job;

import java.util.OptionalLong;

/**
 * The result of a job, as it lies in the file store.
 *
 * @param key where the bytes are, for the file store only
 * @param mediaType RFC 9110 §8.3.1
 * @param filename what a browser saves it as; any Unicode, no path
 * @param size bytes
 * @param sha256 of the bytes, 64 lower-case hex digits
 * @param rows how many rows it holds, where it is made of rows
 */
public record StoredResult(
        String key,
        String mediaType,
        String filename,
        long size,
        String sha256,
        OptionalLong rows) {}
