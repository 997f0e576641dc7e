package dev.longhaul.files;

import java.io.IOException;
import java.util.List;

/**
 * Walks through all published files, as many at a time as are asked for: however many there are, a step takes no longer and
 * needs no more memory. For one thread at a time.
 *
 * @param <F> what names them
 */
public interface PublishedFiles<F> extends AutoCloseable {

    /**
     * The next {@code most} files. Fewer only at the end of all, after which it begins anew.
     *
     * @throws IOException if they could not be read to the end; the next call goes on after them
     */
    List<F> next(int most) throws IOException;

    /** Lets go of what is being read. */
    @Override
    void close() throws IOException;
}
