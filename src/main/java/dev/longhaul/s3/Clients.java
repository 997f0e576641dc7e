package dev.longhaul.s3;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;

/** Makes the clients of stores. They live as long as the process. */
final class Clients {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private Clients() {}

    static S3Client of(Connection store) {
        S3ClientBuilder builder =
                S3Client.builder()
                        .region(Region.of(store.region()))
                        .credentialsProvider(credentials(store))
                        .forcePathStyle(store.pathStyle().orElse(store.endpoint().isPresent()))
                        // Checksums go in headers of our own: many stores do not know the trailers
                        // that the library would send.
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                        .serviceConfiguration(
                                S3Configuration.builder().chunkedEncodingEnabled(false).build())
                        .httpClientBuilder(
                                UrlConnectionHttpClient.builder()
                                        .connectionTimeout(CONNECT)
                                        .socketTimeout(SILENCE));
        store.endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private static AwsCredentialsProvider credentials(Connection store) {
        return store.accessKey().isPresent()
                ? StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(
                                store.accessKey().get(), store.secretKey().orElse("")))
                : DefaultCredentialsProvider.builder().build();
    }
}
