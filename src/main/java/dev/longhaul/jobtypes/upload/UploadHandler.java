package dev.longhaul.jobtypes.upload;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.longhaul.handler.FileStream;
import dev.longhaul.handler.InputRef;
import dev.longhaul.handler.JobContext;
import dev.longhaul.handler.JobHandler;
import dev.longhaul.handler.JobResult;
import dev.longhaul.handler.JobType;
import dev.longhaul.handler.PermanentFailure;
import dev.longhaul.handler.TransientFailure;
import dev.longhaul.job.Failure;
import dev.longhaul.s3.Bucket;
import dev.longhaul.s3.Sending;
import dev.longhaul.s3.StoreFailure;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts a file or a result into a bucket. The object is there whole or not at all. */
@Singleton
@RegisterForReflection
class UploadHandler implements JobHandler<UploadHandler.Parameters> {

    private static final String UPLOAD = "upload";

    /**
     * No step of it may be empty, or lead upwards: stores take such keys as they are, but proxies, clients and stores in
     * folders do not, and another bucket is next to this one.
     */
    private static final String KEY = "(?!(.*/)?\\.{0,2}(/|$))[^\\x00-\\x1f\\x7f\\\\]+";

    record Parameters(
            @JsonPropertyDescription("What is put there.") @NotNull InputRef file,
            @JsonPropertyDescription("What the object is called, such as photos/2026/me.jpg.")
                    @NotBlank
                    @Size(max = 1024)
                    @Pattern(
                            regexp = KEY,
                            message =
                                    "must be names joined by slashes, such as photos/2026/me.jpg, none of them empty, '.' or"
                                            + " '..'")
                    String key,
            @JsonPropertyDescription("The bucket, where the store has several for jobs.")
                    @Nullable String bucket,
            @JsonPropertyDescription("Which of the stores that the operator has named.")
                    @JsonProperty(defaultValue = Stores.DEFAULT)
                    String store) {}

    /**
     * What the job results in.
     *
     * @param url where the object is, for whoever may fetch it
     * @param etag as the store gave it, without quotes
     * @param size bytes
     * @param sha256 64 lower-case hex digits
     */
    @RegisterForReflection
    record Uploaded(String url, String etag, String bucket, String key, long size, String sha256) {}

    private final Stores stores;

    UploadHandler(Stores stores) {
        this.stores = stores;
    }

    @Override
    public JobType<Parameters> type() {
        return JobType.of(
                        UPLOAD,
                        Parameters.class,
                        "Puts a file, or the result of another job, into a bucket of an S3-compatible store.",
                        new Parameters(
                                InputRef.ofFile("photo"), "photos/me.jpg", null, Stores.DEFAULT))
                .withSchema(schema -> StoreSchemas.refine(schema, stores.names()));
    }

    @Override
    public Optional<String> missing() {
        return stores.names().isEmpty()
                ? Optional.of(
                        "this installation has no store to upload to, as long as its operator does not name one with"
                                + " LONGHAUL_STORES_DEFAULT_BUCKETS")
                : Optional.empty();
    }

    @Override
    public JobResult run(Parameters parameters, JobContext job) throws Exception {
        Bucket bucket = stores.find(parameters.store(), parameters.bucket());
        try {
            abortEarlier(bucket, parameters.key(), job);
            return upload(bucket, parameters, job);
        } catch (StoreFailure e) {
            throw translated(e, bucket);
        }
    }

    /** What an attempt whose worker died had sent is of no use to anybody. */
    private static void abortEarlier(Bucket bucket, String key, JobContext job)
            throws IOException, InterruptedException {
        var earlier = job.resume();
        if (earlier.isPresent()) {
            bucket.abort(key, earlier.get().path(UPLOAD).asText());
        }
    }

    private static JobResult upload(Bucket bucket, Parameters parameters, JobContext job)
            throws IOException, InterruptedException, PermanentFailure {
        try (FileStream file = job.open(parameters.file())) {
            MessageDigest digest = sha256();
            String tag =
                    new Sending(bucket, parameters.key(), file.mediaType(), file.size())
                            .send(new DigestInputStream(file, digest), listener(job, file.size()));
            return JobResult.json(
                    new Uploaded(
                            bucket.url(parameters.key()),
                            tag,
                            bucket.name(),
                            parameters.key(),
                            file.size(),
                            HexFormat.of().formatHex(digest.digest())));
        }
    }

    private static Sending.Listener listener(JobContext job, long size) {
        return new Sending.Listener() {
            @Override
            public void begun(String upload) throws IOException, InterruptedException {
                job.checkpoint(JsonNodeFactory.instance.objectNode().put(UPLOAD, upload));
            }

            @Override
            public void sent(long bytes) {
                job.progress(bytes, size, "bytes");
            }
        };
    }

    private static Exception translated(StoreFailure failure, Bucket bucket) {
        String words = String.valueOf(failure.getMessage());
        return failure.isRefusal()
                ? new PermanentFailure(
                        Failure.of(
                                        "store-refused",
                                        502,
                                        "The store did not take the object into the bucket "
                                                + bucket.name()
                                                + ": "
                                                + words)
                                .withDetail(words),
                        failure)
                : new TransientFailure(
                        Failure.of(
                                        "store-unavailable",
                                        503,
                                        "The store of the bucket "
                                                + bucket.name()
                                                + " is away or has too much to do.")
                                .withDetail(words),
                        failure);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
