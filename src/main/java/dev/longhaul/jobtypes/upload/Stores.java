package dev.longhaul.jobtypes.upload;

import dev.longhaul.handler.PermanentFailure;
import dev.longhaul.job.Failure;
import dev.longhaul.s3.Bucket;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The stores that the operator named, with the buckets that callers may write to. */
@Startup(1)
@Singleton
class Stores {

    /** The store that is meant where a caller names none. */
    static final String DEFAULT = "default";

    private final Map<String, List<Bucket>> stores = new TreeMap<>();

    /**
     * @throws ConfigurationException if a store is named by halves, in words for the operator
     */
    Stores(StoresConfig config) {
        config.stores().forEach((name, store) -> stores.put(name, buckets(name, store)));
        if (config.files().filter("s3"::equalsIgnoreCase).isPresent()) {
            config.filesBucket().ifPresent(this::refuse);
        }
    }

    /** Whatever may be written where results are may replace them. */
    private void refuse(String filesBucket) {
        names().forEach((store, buckets) -> {
            if (buckets.contains(filesBucket)) {
                throw new ConfigurationException(
                        "longhaul.stores.%s.buckets names the bucket %s, which is that of longhaul.files.s3.bucket, where jobs could replace results. Name another."
                                .formatted(store, filesBucket));
            }
        });
    }

    private static List<Bucket> buckets(String name, StoresConfig.Store store) {
        String key = "longhaul.stores." + name;
        List<String> names = store.buckets().orElse(List.of());
        if (names.isEmpty()) {
            throw new ConfigurationException(
                    key
                            + ".buckets is not set. Name the buckets that jobs may write to, with commas between them.");
        }
        if (store.accessKey().isPresent() != store.secretKey().isPresent()) {
            throw new ConfigurationException(
                    "Of %s.access-key and %s.secret-key one is set without the other. Set both, or none and let the environment or the machine's role give them."
                            .formatted(key, key));
        }
        Bucket first = Bucket.of(store, names.getFirst());
        return names.stream().map(first::sibling).toList();
    }

    /** The names of the buckets of each store, by its name. */
    Map<String, List<String>> names() {
        Map<String, List<String>> names = new TreeMap<>();
        stores.forEach(
                (store, buckets) -> names.put(store, buckets.stream().map(Bucket::name).toList()));
        return names;
    }

    /**
     * Finds a bucket.
     *
     * @param bucket null for the only one that the store has
     * @throws PermanentFailure if jobs may not write there, or not any more
     */
    Bucket find(String store, @Nullable String bucket) throws PermanentFailure {
        List<Bucket> buckets = stores.getOrDefault(store, List.of());
        return buckets.stream()
                .filter(found -> bucket == null ? buckets.size() == 1 : found.name().equals(bucket))
                .findFirst()
                .orElseThrow(() -> new PermanentFailure(unknown(store, bucket)));
    }

    private Failure unknown(String store, @Nullable String bucket) {
        return Failure.of(
                "no-such-store",
                422,
                stores.isEmpty()
                        ? "The worker has no store to upload to; its operator names one with LONGHAUL_STORES_DEFAULT_BUCKETS."
                        : "Jobs may not write to "
                                + (bucket == null ? "a bucket" : "the bucket " + bucket)
                                + " of a store "
                                + store
                                + "; they may write to: "
                                + names());
    }
}
