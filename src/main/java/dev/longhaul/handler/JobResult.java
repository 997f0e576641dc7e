package dev.longhaul.handler;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
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
     * @param manifest what it consists of, if that is worth telling: a JSON object, served with the file's name, media type,
     *     size and digest added
     */
    record File(ResultStream stream, OptionalLong rows, Optional<JsonNode> manifest)
            implements JobResult {}

    static JobResult nothing() {
        return new Nothing();
    }

    static JobResult json(@Nullable Object value) {
        return new Json(value);
    }

    static JobResult file(ResultStream stream) {
        return new File(stream, OptionalLong.empty(), Optional.empty());
    }

    static JobResult rows(ResultStream stream, long rows) {
        return new File(stream, OptionalLong.of(rows), Optional.empty());
    }

    /** The same with a manifest, see {@link File}. */
    static JobResult rows(ResultStream stream, long rows, JsonNode manifest) {
        return new File(stream, OptionalLong.of(rows), Optional.of(manifest));
    }
}
