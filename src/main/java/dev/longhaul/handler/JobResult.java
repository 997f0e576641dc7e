package dev.longhaul.handler;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a handler returns. */
public sealed interface JobResult {

    /** The job did something, and there is nothing to fetch. */
    record Nothing() implements JobResult {}

    /** A value that is served as {@code application/json}. */
    record Json(@Nullable Object value) implements JobResult {}

    /**
     * The file that the handler wrote.
     *
     * @param stream from {@link JobContext#result}
     * @param rows how many rows it holds, if it is made of rows
     */
    record File(ResultStream stream, OptionalLong rows) implements JobResult {}

    static JobResult nothing() {
        return new Nothing();
    }

    static JobResult json(@Nullable Object value) {
        return new Json(value);
    }

    static JobResult file(ResultStream stream) {
        return new File(stream, OptionalLong.empty());
    }

    static JobResult rows(ResultStream stream, long rows) {
        return new File(stream, OptionalLong.of(rows));
    }
}
