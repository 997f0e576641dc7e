package dev.longhaul.s3;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A real S3 server on loopback, which checks signatures and checksums and keeps objects on disk. */
public final class S3Server implements QuarkusTestResourceLifecycleManager {

    /** Where results and files of callers go. */
    public static final String FILES = "longhaul-files";

    /** Where callers may have things put. */
    public static final String PHOTOS = "photos";

    private static final String ACCESS = "longhaul";
    private static final String SECRET = "a-secret-of-the-tests";

    private int port;
    private @Nullable Path directory;
    private @Nullable S3Proxy server;

    @Override
    public Map<String, String> start() {
        open();
        for (String bucket : List.of(FILES, PHOTOS)) {
            client().createBucket(create -> create.bucket(bucket));
        }
        Map<String, String> settings = new HashMap<>();
        settings.put("longhaul.files", "s3");
        settings.putAll(settings("longhaul.files.s3"));
        settings.put("longhaul.files.s3.bucket", FILES);
        settings.put("longhaul.files.s3.prefix", "here");
        settings.putAll(settings("longhaul.stores.default"));
        settings.put("longhaul.stores.default.buckets", PHOTOS + ",not-made");
        settings.putAll(settings("longhaul.stores.locked"));
        settings.put("longhaul.stores.locked.secret-key", "wrong");
        settings.put("longhaul.stores.locked.buckets", PHOTOS);
        return settings;
    }

    /** How it is reached, under a prefix of settings. */
    public Map<String, String> settings(String prefix) {
        return Map.of(
                prefix + ".endpoint", "http://127.0.0.1:" + port,
                prefix + ".access-key", ACCESS,
                prefix + ".secret-key", SECRET);
    }

    /** Lets it answer, at the port that it had, with what it had. */
    public void open() {
        try {
            if (directory == null) {
                directory = Files.createTempDirectory("longhaul-s3-");
            }
            Properties settings = new Properties();
            settings.setProperty("jclouds.filesystem.basedir", directory.toString());
            S3Proxy proxy =
                    S3Proxy.builder()
                            .blobStore(BlobStores.create("filesystem", settings))
                            .endpoint(URI.create("http://127.0.0.1:" + port))
                            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS, SECRET)
                            .build();
            proxy.start();
            port = proxy.getPort();
            server = proxy;
        } catch (Exception e) {
            throw new IllegalStateException("the S3 server did not start", e);
        }
    }

    /** Lets it be away. */
    @Override
    public void stop() {
        try {
            if (server != null) {
                server.stop();
            }
        } catch (Exception e) {
            throw new IllegalStateException("the S3 server did not stop", e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(S3Server.class));
    }

    /** A client of its own, with the right key. */
    public S3Client client() {
        return S3Client.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + port))
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create(ACCESS, SECRET)))
                .build();
    }

    /** The keys in a bucket. */
    public List<String> keys(String bucket) {
        try (S3Client client = client()) {
            return client.listObjectsV2(list -> list.bucket(bucket)).contents().stream()
                    .map(S3Object::key)
                    .toList();
        }
    }

    /** How many uploads were begun in a bucket and are neither complete nor aborted. */
    public int unfinished(String bucket) {
        try (S3Client client = client()) {
            return client.listMultipartUploads(list -> list.bucket(bucket)).uploads().size();
        }
    }
}
