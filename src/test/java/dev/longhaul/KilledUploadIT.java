package dev.longhaul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.longhaul.local.ExternalDatabase;
import dev.longhaul.s3.S3Server;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An upload whose worker is killed half-way, and one that is canceled. The processes share a database, a broker and a bucket, and no disk. */
@Tag("slow")
@NullUnmarked
class KilledUploadIT {

    private static final int MEBIBYTES = 200;

    @TempDir static Path directory;

    private static final S3Server s3 = new S3Server();
    private static ExternalDatabase database;
    private static ExternalBroker broker;
    private static Map<String, String> stores;
    private static PackagedApplication web;
    private static String film;

    @BeforeAll
    static void start() throws Exception {
        stores = s3.start();
        database = ExternalDatabase.start(directory);
        broker = ExternalBroker.start(directory);
        web = PackagedApplication.startReady(directory, environment("web,scheduler"));
        film = bring(Files.write(directory.resolve("film"), bytes()));
    }

    private static Map<String, String> environment(String roles) throws Exception {
        var environment = new HashMap<>(database.environment());
        environment.put("AMQP_HOST", "127.0.0.1");
        environment.put("AMQP_PORT", String.valueOf(broker.port()));
        environment.put("AMQP_USERNAME", "longhaul");
        environment.put("AMQP_PASSWORD", "longhaul");
        environment.put("LONGHAUL_ROLES", roles);
        environment.put("LONGHAUL_EXECUTION_LEASE", "3s");
        environment.put("LONGHAUL_UPKEEP_REAP_EVERY", "1s");
        environment.put(
                "LONGHAUL_DATA_DIR", Files.createTempDirectory(directory, "own-").toString());
        stores.forEach((key, value) ->
                environment.put(key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"), value));
        return environment;
    }

    @AfterAll
    static void stop() throws Exception {
        web.close();
        broker.close();
        database.close();
        s3.stop();
    }

    private static String bring(Path file) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            String answer =
                    http.send(
                                    HttpRequest.newBuilder(web.uri("/files"))
                                            .POST(BodyPublishers.ofFile(file))
                                            .build(),
                                    BodyHandlers.ofString())
                            .body();
            return new ObjectMapper().readTree(answer).path("id").asText();
        }
    }

    private static String request(String key) {
        return "{\"type\": \"upload\", \"parameters\": {\"file\": {\"file\": \"%s\"}, \"bucket\": \"photos\", \"key\": \"%s\"}}"
                .formatted(film, key);
    }

    private static void awaitHalfWay(String job) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> web.status(job).at("/progress/percent").asInt() >= 5);
    }

    @Test
    void nothingIsThereUntilTheNextWorkerHasSentItAll() throws Exception {
        String job;
        try (var worker = PackagedApplication.startReady(directory, environment("worker"))) {
            job = web.submit(request("film"));
            awaitHalfWay(job);
            worker.killHard();
        }
        assertThat(s3.keys(S3Server.PHOTOS)).doesNotContain("film");
        assertThat(s3.unfinished(S3Server.PHOTOS)).isEqualTo(1);
        JsonNode ended;
        try (var _ = PackagedApplication.startReady(directory, environment("worker"))) {
            ended = web.awaitEnd(job);
        }
        assertThat(ended.path("status").asText()).as(ended.toPrettyString()).isEqualTo("succeeded");
        assertThat(ended.at("/attempts/0/outcome").asText()).isEqualTo("lost");
        assertThat(s3.unfinished(S3Server.PHOTOS)).isZero();
        assertThat(
                        s3.client()
                                .getObjectAsBytes(get -> get.bucket(S3Server.PHOTOS).key("film"))
                                .asByteArray())
                .isEqualTo(bytes());
    }

    @Test
    void aCanceledUploadTakesBackWhatItHasSent() throws Exception {
        try (var _ = PackagedApplication.startReady(directory, environment("worker"))) {
            String job = web.submit(request("canceled"));
            awaitHalfWay(job);
            assertThat(web.post(job + "/cancel", "").statusCode()).isEqualTo(202);
            assertThat(web.awaitEnd(job).path("status").asText()).isEqualTo("canceled");
        }
        assertThat(s3.keys(S3Server.PHOTOS)).doesNotContain("canceled");
        assertThat(s3.unfinished(S3Server.PHOTOS)).isZero();
    }

    private static byte[] bytes() {
        byte[] bytes = new byte[MEBIBYTES << 20];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
