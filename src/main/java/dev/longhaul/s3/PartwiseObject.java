package dev.longhaul.s3;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32C;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * An object that comes in parts, each with a checksum that the store compares. Nobody sees anything of it before
 * {@link #complete}.
 */
final class PartwiseObject {

    private final S3Client client;
    private final String bucket;
    private final String key;
    private final String upload;
    private final List<CompletedPart> parts = new ArrayList<>();

    private PartwiseObject(S3Client client, String bucket, String key, String upload) {
        this.client = client;
        this.bucket = bucket;
        this.key = key;
        this.upload = upload;
    }

    static PartwiseObject begin(S3Client client, String bucket, String key, String mediaType) {
        String upload =
                client.createMultipartUpload(create ->
                                create.bucket(bucket)
                                        .key(key)
                                        .contentType(mediaType)
                                        .checksumAlgorithm(ChecksumAlgorithm.CRC32_C))
                        .uploadId();
        return new PartwiseObject(client, bucket, key, upload);
    }

    /** What the store calls the upload. */
    String upload() {
        return upload;
    }

    /**
     * Sends the next part.
     *
     * @throws StoreFailure if the store did not get it as it is, also when it was repeated
     */
    void send(byte[] bytes, int length) throws StoreFailure {
        int number = parts.size() + 1;
        String checksum = crc32c(bytes, length);
        String tag =
                Bucket.ask(() ->
                        client.uploadPart(
                                        part ->
                                                part.bucket(bucket)
                                                        .key(key)
                                                        .uploadId(upload)
                                                        .partNumber(number)
                                                        .checksumCRC32C(checksum),
                                        body(bytes, length))
                                .eTag());
        parts.add(
                CompletedPart.builder()
                        .partNumber(number)
                        .eTag(tag)
                        .checksumCRC32C(checksum)
                        .build());
    }

    /**
     * Makes the object of its parts. Returns its entity tag.
     *
     * @throws StoreFailure if the store failed
     */
    String complete() throws StoreFailure {
        return Bucket.ask(() ->
                client.completeMultipartUpload(complete ->
                                complete.bucket(bucket)
                                        .key(key)
                                        .uploadId(upload)
                                        .multipartUpload(all -> all.parts(parts)))
                        .eTag());
    }

    /** Writes a whole object at once. Returns its entity tag. */
    static String put(
            S3Client client,
            String bucket,
            String key,
            String mediaType,
            byte[] bytes,
            int length) {
        return client.putObject(
                        put ->
                                put.bucket(bucket)
                                        .key(key)
                                        .contentType(mediaType)
                                        .checksumSHA256(sha256(bytes, length)),
                        body(bytes, length))
                .eTag();
    }

    private static RequestBody body(byte[] bytes, int length) {
        return RequestBody.fromRemainingByteBuffer(ByteBuffer.wrap(bytes, 0, length));
    }

    private static String crc32c(byte[] bytes, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        return Base64.getEncoder()
                .encodeToString(
                        ByteBuffer.allocate(Integer.BYTES)
                                .putInt((int) checksum.getValue())
                                .array());
    }

    private static String sha256(byte[] bytes, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, 0, length);
            return Base64.getEncoder().encodeToString(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
