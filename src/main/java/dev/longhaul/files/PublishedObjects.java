package dev.longhaul.files;

import dev.longhaul.s3.Bucket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the objects under a prefix, in the order of their keys.
 *
 * @param <F> what names them
 */
final class PublishedObjects<F> implements PublishedFiles<F> {

    /** As many as a store lists at once. */
    private static final int MOST_LISTED = 1000;

    private final Bucket bucket;
    private final String prefix;
    private final Function<String, Optional<F>> parse;
    private final Function<F, String> key;
    private @Nullable String last;

    PublishedObjects(
            Bucket bucket,
            String prefix,
            Function<String, Optional<F>> parse,
            Function<F, String> key) {
        this.bucket = bucket;
        this.prefix = prefix;
        this.parse = parse;
        this.key = key;
    }

    @Override
    public List<F> next(int most) throws IOException {
        List<F> files = new ArrayList<>();
        while (files.size() < most) {
            int wanted = Math.min(most - files.size(), MOST_LISTED);
            List<String> keys = bucket.list(prefix, last, wanted);
            if (keys.isEmpty()) {
                last = null;
                break;
            }
            last = keys.getLast();
            keys.forEach(found -> add(found, files));
        }
        return files;
    }

    private void add(String found, List<F> files) {
        parse.apply(found.substring(found.lastIndexOf('/') + 1))
                // One that lies elsewhere is none of ours.
                .filter(file -> found.equals(prefix + key.apply(file)))
                .ifPresent(files::add);
    }

    @Override
    public void close() {
        last = null;
    }
}
