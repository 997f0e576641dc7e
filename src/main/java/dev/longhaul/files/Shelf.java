package dev.longhaul.files;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** Where the published files of one kind are: on a file system or in a bucket. A key is there whole or not at all. */
interface Shelf {

    /**
     * Makes a staged file durable under a key, and then visible.
     *
     * @param staged is gone when this succeeds
     * @param size bytes
     * @throws IOException if that failed; then nothing is visible
     */
    void publish(Path staged, String key, long size) throws IOException;

    /**
     * The bytes of a file. Empty if they are gone.
     *
     * @throws FilesUnavailable if that could not be found out
     */
    Optional<StoredBytes> find(String key) throws FilesUnavailable;

    /**
     * Removes a file, if it is there.
     *
     * @throws IOException if it could not be removed
     */
    void delete(String key) throws IOException;

    /**
     * Removes a file, unless it was written since {@code time}.
     *
     * @return whether it was there and old enough
     * @throws IOException if it could not be removed
     */
    boolean deleteBefore(String key, Instant time) throws IOException;

    /**
     * Removes what was begun before {@code time} and never became a file.
     *
     * @return how many it were
     * @throws IOException if it could not be removed
     */
    int deleteUnfinishedBefore(Instant time) throws IOException;

    /**
     * Walks through all files, from the first.
     *
     * @param parse reads the name of a file, which is what stands after the last slash; empty for what is none
     * @param key what a file is called here
     */
    <F> PublishedFiles<F> walk(Function<String, Optional<F>> parse, Function<F, String> key);
}
