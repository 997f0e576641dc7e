package dev.longhaul.http;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.longhaul.Jobs;
import dev.longhaul.LogLines;
import dev.longhaul.Uploaded;
import dev.longhaul.s3.OnS3;
import dev.longhaul.s3.S3Server;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** All that holds for results on disk, and what is different in a bucket. */
@QuarkusTest
@TestProfile(OnS3.class)
class ResultOnS3Test extends ResultTest {

    // Given by the test resource.
    @SuppressWarnings("NullAway.Init")
    S3Server s3;

    @ConfigProperty(name = "longhaul.files.directory")
    Path directory;

    private static String finished() {
        String job = Jobs.submit("add", "{\"a\": 5, \"b\": 7}");
        assertThat(Jobs.awaitEnd(job).getString("status")).isEqualTo("succeeded");
        return job;
    }

    private String keyOf(String job) {
        String id = job.substring("/jobs/".length());
        return "here/results/" + id.substring(34) + "/" + id + ".1";
    }

    @Test
    void theResultIsInTheBucketAndNothingIsLeftHere() throws Exception {
        String job = finished();
        assertThat(s3.keys(S3Server.FILES)).contains(keyOf(job));
        assertThat(directory.resolve("results")).doesNotExist();
        when().delete(job).then().statusCode(204);
        assertThat(s3.keys(S3Server.FILES)).doesNotContain(keyOf(job));
        try (Stream<Path> staged = Files.list(directory.resolve("staging"))) {
            assertThat(staged.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> keyOf(job).endsWith(name));
        }
    }

    @Test
    void aResultThatWasRemovedFromTheBucketIsGone() {
        String job = finished();
        s3.client().deleteObject(delete -> delete.bucket(S3Server.FILES).key(keyOf(job)));
        try (var log = LogLines.heard()) {
            when().get(job + "/result")
                    .then()
                    .statusCode(410)
                    .body("code", equalTo("result-expired"))
                    .body("detail", startsWith("The job made a result, and it is not where"));
            assertThat(log.with(job.substring("/jobs/".length())))
                    .singleElement()
                    .extracting(LogLines.Line::text)
                    .asString()
                    .contains(
                            keyOf(job).substring("here/results/".length()),
                            "LONGHAUL_FILES_DIRECTORY");
        }
    }

    @Test
    void whileTheStoreIsAwayCallersAreToldToComeBack() {
        String job = finished();
        s3.stop();
        try {
            when().get(job + "/result")
                    .then()
                    .statusCode(503)
                    .body("code", equalTo("files-unavailable"))
                    .header("Retry-After", notNullValue());
            given().body("bytes").post("/files").then().statusCode(503);
            when().get(job + "/status").then().statusCode(200);
            when().get("/q/health/ready").then().statusCode(200);
        } finally {
            s3.open();
        }
        assertThat(when().get(job + "/result").asString()).isEqualTo("12");
    }

    @Test
    void aFileOfManyPartsComesBackAsItWasWholeAndInRanges() throws IOException {
        byte[] bytes = new byte[20_000_000];
        new Random(3).nextBytes(bytes);
        String id =
                given().contentType("application/octet-stream")
                        .body(bytes)
                        .post("/files")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id");
        String file = "/files/" + id;
        assertThat(when().get(file).asByteArray()).isEqualTo(bytes);
        assertThat(given().header("Range", "bytes=8388600-8388620").get(file).asByteArray())
                .isEqualTo(Arrays.copyOfRange(bytes, 8_388_600, 8_388_621));
        when().head(file)
                .then()
                .statusCode(200)
                .header("Content-Length", equalTo(String.valueOf(bytes.length)));
        assertThat(s3.unfinished(S3Server.FILES)).isZero();
        assertWhoGoesAwayIsNotReported(file);
        when().delete(file).then().statusCode(204);
        when().get(file).then().statusCode(404);
    }

    private static void assertWhoGoesAwayIsNotReported(String file) throws IOException {
        Queue<LogRecord> said = new ConcurrentLinkedQueue<>();
        Logger log = Logger.getLogger(ExceptionMappers.class.getName());
        var listener =
                new StreamHandler() {
                    @Override
                    public void publish(LogRecord message) {
                        said.add(message);
                    }
                };
        Level usual = log.getLevel();
        log.setLevel(Level.FINE);
        log.addHandler(listener);
        try {
            RawRequest.leaveAfter(1000, "GET " + file + " HTTP/1.1\r\nHost: a\r\n\r\n");
            await().until(() -> !said.isEmpty());
            assertThat(said).extracting(LogRecord::getLevel).containsOnly(Level.FINE);
        } finally {
            log.removeHandler(listener);
            log.setLevel(usual);
        }
    }

    @Test
    void anEmptyFileIsAFile() {
        String id = Uploaded.upload("");
        assertThat(when().get("/files/" + id).then().statusCode(200).extract().asByteArray())
                .isEmpty();
    }
}
