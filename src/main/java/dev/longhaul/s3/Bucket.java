package dev.longhaul.s3;

import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket of a store. For many threads. */
public final class Bucket {

    private final S3Client client;
    private final String name;

    private Bucket(S3Client client, String name) {
        this.client = client;
        this.name = name;
    }

    /** A bucket that may or may not be there: nothing is asked yet. */
    public static Bucket of(Connection store, String name) {
        return new Bucket(Clients.of(store), name);
    }

    /** Another bucket of the same store. */
    public Bucket sibling(String other) {
        return new Bucket(client, other);
    }

    public String name() {
        return name;
    }

    /** Where an object is to be fetched by whoever may. */
    public String url(String key) {
        return client.utilities().getUrl(url -> url.bucket(name).key(key)).toExternalForm();
    }

    /**
     * Finds out whether the bucket is there and these credentials may look into it.
     *
     * @throws StoreFailure if not, or if the store is away
     */
    public void probe() throws StoreFailure {
        ask(() -> client.listObjectsV2(list -> list.bucket(name).maxKeys(1)));
    }

    /**
     * When an object was written. Empty if there is none.
     *
     * @throws StoreFailure if that could not be found out
     */
    public Optional<Instant> written(String key) throws StoreFailure {
        return ask(() -> head(key)).map(HeadObjectResponse::lastModified);
    }

    private Optional<HeadObjectResponse> head(String key) {
        try {
            return Optional.of(client.headObject(head -> head.bucket(name).key(key)));
        } catch (S3Exception e) {
            if (e.statusCode() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Opens some of the bytes of an object. They come as they are read.
     *
     * @param first the first byte, from 0
     * @param length how many, at least 1
     * @return empty if there is no such object
     * @throws StoreFailure if the store failed
     */
    public Optional<InputStream> open(String key, long first, long length) throws StoreFailure {
        String range = "bytes=" + first + "-" + (first + length - 1);
        return ask(() -> {
            try {
                return Optional.of(
                        new ObjectStream(
                                client.getObject(get -> get.bucket(name).key(key).range(range)),
                                length));
            } catch (NoSuchKeyException e) {
                return Optional.empty();
            }
        });
    }

    /**
     * Removes an object, if it is there.
     *
     * @throws StoreFailure if it could not be removed
     */
    public void delete(String key) throws StoreFailure {
        ask(() -> client.deleteObject(delete -> delete.bucket(name).key(key)));
    }

    /**
     * The keys after a key, in their order.
     *
     * @param after null for the first ones
     * @param most at most 1,000
     * @throws StoreFailure if the store failed
     */
    public List<String> list(String prefix, @Nullable String after, int most) throws StoreFailure {
        return ask(() ->
                        client.listObjectsV2(list ->
                                list.bucket(name).prefix(prefix).startAfter(after).maxKeys(most)))
                .contents()
                .stream()
                .map(S3Object::key)
                .toList();
    }

    /**
     * Begins an object that comes in parts.
     *
     * @throws StoreFailure if the store failed
     */
    PartwiseObject begin(String key, String mediaType) throws StoreFailure {
        return ask(() -> PartwiseObject.begin(client, name, key, mediaType));
    }

    /** Writes a whole object at once. Returns its entity tag. */
    String put(String key, String mediaType, byte[] bytes, int length) throws StoreFailure {
        return ask(() -> PartwiseObject.put(client, name, key, mediaType, bytes, length));
    }

    /**
     * Ends an upload that somebody began and will not end, if it is still there.
     *
     * @throws StoreFailure if the store failed
     */
    public void abort(String key, String upload) throws StoreFailure {
        ask(() -> abortIfThere(key, upload));
    }

    private boolean abortIfThere(String key, String upload) {
        try {
            client.abortMultipartUpload(abort -> abort.bucket(name).key(key).uploadId(upload));
            return true;
        } catch (S3Exception e) {
            if (e.statusCode() == 404) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Ends the uploads that began before a time.
     *
     * @param ours by their keys; others are left alone
     * @return how many it were
     * @throws StoreFailure if the store failed
     */
    public int abortBefore(String prefix, Instant time, Predicate<String> ours)
            throws StoreFailure {
        return ask(() -> {
            int aborted = 0;
            // The store is asked for further pages in between.
            for (var upload :
                    client.listMultipartUploadsPaginator(list -> list.bucket(name).prefix(prefix))
                            .uploads()) {
                if (ours.test(upload.key())
                        && upload.initiated().isBefore(time)
                        && abortIfThere(upload.key(), upload.uploadId())) {
                    aborted++;
                }
            }
            return aborted;
        });
    }

    static <T> T ask(Supplier<T> question) throws StoreFailure {
        try {
            return question.get();
        } catch (SdkException e) {
            throw StoreFailure.of(e);
        }
    }
}
