package dev.longhaul.files;

import dev.longhaul.s3.Bucket;
import dev.longhaul.s3.StoreFailure;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The shelves that the settings say. */
@Singleton
final class Shelves {

    private static final Logger LOG = Logger.getLogger(Shelves.class);

    private final Path directory;
    private final Optional<Bucket> bucket;
    private final String prefix;
    private volatile boolean reached;

    /**
     * @throws ConfigurationException if there is no such bucket or it may not be looked into, in words for the operator. A
     *     store that is away stops nothing.
     */
    Shelves(FilesConfig config) {
        this.directory = config.files().directory().toAbsolutePath().normalize();
        this.bucket =
                config.files().store() == FilesConfig.Store.S3
                        ? Optional.of(bucket(config.files().s3()))
                        : Optional.empty();
        this.prefix = config.files().s3().prefix().map(Shelves::folder).orElse("");
        try {
            reach();
        } catch (StoreFailure e) {
            if (e.isRefusal()) {
                throw unusable(config.files().s3(), e);
            }
            LOG.errorf(
                    "The store of files does not answer, so this process is not ready until it does. Is"
                            + " longhaul.files.s3.endpoint right, and the store up? (%s)",
                    e.getMessage());
        }
    }

    private static Bucket bucket(FilesConfig.S3 settings) {
        String name =
                settings.bucket()
                        .orElseThrow(() ->
                                new ConfigurationException(
                                        "longhaul.files is s3, and longhaul.files.s3.bucket is not set. Name the bucket that"
                                                + " results and files go to (LONGHAUL_FILES_S3_BUCKET)."));
        if (settings.accessKey().isPresent() != settings.secretKey().isPresent()) {
            throw new ConfigurationException(
                    "Of longhaul.files.s3.access-key and longhaul.files.s3.secret-key one is set without the other. Set"
                            + " both, or none and let the environment or the machine's role give them.");
        }
        return Bucket.of(settings, name);
    }

    private static ConfigurationException unusable(FilesConfig.S3 settings, StoreFailure refusal) {
        return new ConfigurationException(
                "longhaul.files.s3.bucket is "
                        + settings.bucket().orElse("")
                        + ", which the store"
                        + settings.endpoint().map(url -> " at " + url).orElse("")
                        + " does not let this process use ("
                        + refusal.getMessage()
                        + "). Create the bucket, or correct longhaul.files.s3.bucket, .region, .access-key and .secret-key.",
                refusal);
    }

    private static String folder(String prefix) {
        return prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
    }

    private void reach() throws StoreFailure {
        if (bucket.isPresent()) {
            bucket.get().probe();
        }
        reached = true;
    }

    /** Whether the store has answered since this process began. What happens later is told to each who needs it. */
    boolean isReached() {
        if (!reached) {
            try {
                reach();
            } catch (StoreFailure e) {
                LOG.debugf("The store of files does not answer yet: %s", e.getMessage());
            }
        }
        return reached;
    }

    /** Whether processes can only see what was published, and not what others have staged. */
    boolean areApart() {
        return bucket.isPresent();
    }

    /** The shelf of that name. */
    Shelf of(String name) {
        return bucket.<Shelf>map(found -> new BucketShelf(found, prefix + name + "/"))
                .orElseGet(() -> new FolderShelf(directory.resolve(name)));
    }

    /** Where files are staged. */
    Path staging() {
        return directory.resolve("staging");
    }
}
