package dev.longhaul.jobtypes.upload;

import dev.longhaul.s3.Connection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The stores that callers may have things put into. */
@ConfigMapping(prefix = "longhaul")
public interface StoresConfig {

    /** By the names that callers use. */
    Map<String, Store> stores();

    /** Where published files are: {@code s3} is in a bucket. */
    Optional<String> files();

    /** That bucket, which is nobody else's. */
    @WithName("files.s3.bucket")
    Optional<String> filesBucket();

    /** A store, and what of it callers may write to. */
    interface Store extends Connection {

        /** Nothing else is written to. At least one. */
        Optional<List<String>> buckets();
    }
}
