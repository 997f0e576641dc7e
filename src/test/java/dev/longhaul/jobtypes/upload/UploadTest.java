package dev.longhaul.jobtypes.upload;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.longhaul.Jobs;
import dev.longhaul.s3.OnS3;
import dev.longhaul.s3.S3Server;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Someone's form took a file, and a worker put it into a bucket: from POST to the object. */
@QuarkusTest
@TestProfile(OnS3.class)
class UploadTest {

    // Given by the test resource.
    @SuppressWarnings("NullAway.Init")
    S3Server s3;

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static String submit(byte[] photo, String parameters) {
        String id =
                given().multiPart(
                                "job",
                                "{\"type\": \"upload\", \"parameters\": " + parameters + "}",
                                "application/json")
                        .multiPart("photo", "me.jpg", photo, "image/jpeg")
                        .post("/jobs")
                        .then()
                        .statusCode(202)
                        .extract()
                        .path("id");
        return "/jobs/" + id;
    }

    private static String parameters(String key, String more) {
        return "{\"file\": {\"file\": \"photo\"}, \"key\": \"" + key + "\"" + more + "}";
    }

    private static final String PHOTOS = ", \"bucket\": \"photos\"";

    private byte[] object(String key) {
        return s3.client()
                .getObjectAsBytes(get -> get.bucket(S3Server.PHOTOS).key(key))
                .asByteArray();
    }

    @Test
    void aFileThatCameWithTheJobIsInTheBucket() throws Exception {
        byte[] photo = bytes(18_000_000);
        String job = submit(photo, parameters("2026/me.jpg", PHOTOS));
        JsonPath end = Jobs.awaitEnd(job);
        assertThat(end.getString("status")).isEqualTo("succeeded");
        assertThat(end.getLong("progress.completed")).isEqualTo(photo.length);
        assertThat(end.getString("progress.unit")).isEqualTo("bytes");
        var head = s3.client().headObject(of -> of.bucket(S3Server.PHOTOS).key("2026/me.jpg"));
        when().get(job + "/result")
                .then()
                .statusCode(200)
                .body(
                        "bucket", equalTo("photos"),
                        "key", equalTo("2026/me.jpg"),
                        "size", equalTo(photo.length),
                        "etag", equalTo(head.eTag().replace("\"", "")),
                        "sha256",
                                equalTo(
                                        HexFormat.of()
                                                .formatHex(
                                                        MessageDigest.getInstance("SHA-256")
                                                                .digest(photo))));
        assertThat(when().get(job + "/result").jsonPath().getString("url"))
                .endsWith("/photos/2026/me.jpg");
        assertThat(object("2026/me.jpg")).isEqualTo(photo);
        assertThat(head.contentType()).isEqualTo("image/jpeg");
    }

    @Test
    void theResultOfAJobIsPutThereToo() {
        String add = Jobs.submit("add", "{\"a\": 5, \"b\": 7}");
        Jobs.awaitEnd(add);
        String job =
                Jobs.submit(
                        "upload",
                        "{\"file\": {\"job\": \"%s\"}, \"bucket\": \"photos\", \"key\": \"sum.json\"}"
                                .formatted(add.substring("/jobs/".length())));
        assertThat(Jobs.awaitEnd(job).getString("status")).isEqualTo("succeeded");
        assertThat(object("sum.json")).asString().isEqualTo("12");
    }

    @Test
    void whatTheStoreRefusesFailsForGoodWithItsWords() {
        JsonPath noBucket =
                Jobs.awaitEnd(submit(bytes(9), parameters("a", ", \"bucket\": \"not-made\"")));
        assertThat(noBucket.getString("error.code")).isEqualTo("store-refused");
        assertThat(noBucket.getString("error.detail")).contains("NoSuchBucket");
        assertThat(noBucket.getInt("attempt")).isEqualTo(1);

        JsonPath wrongKey =
                Jobs.awaitEnd(submit(bytes(9), parameters("a", ", \"store\": \"locked\"")));
        assertThat(wrongKey.getString("error.detail")).contains("SignatureDoesNotMatch");
        assertThat(wrongKey.getInt("attempt")).isEqualTo(1);
    }

    @Test
    void aStoreThatIsAwayIsTriedAgain() {
        // Its own result shall find the store back as well.
        String job = submit(bytes(9), parameters("late", PHOTOS));
        Jobs.awaitEnd(job);
        s3.stop();
        String late;
        try {
            late =
                    Jobs.submit(
                            "{\"type\": \"upload\", \"maxAttempts\": 20, \"parameters\": {\"file\": {\"job\": \"%s\"}, \"bucket\": \"photos\", \"key\": \"again\"}}"
                                    .formatted(job.substring("/jobs/".length())));
            String path = late;
            await().until(() -> Jobs.status(path).getList("attempts").size() > 1);
        } finally {
            s3.open();
        }
        assertThat(Jobs.awaitEnd(late).getString("status")).isEqualTo("succeeded");
        assertThat(s3.keys(S3Server.PHOTOS)).contains("again");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../longhaul-files/x",
                "a/../../x",
                "..",
                "./x",
                "/x",
                "a//x",
                "a/",
                "a/.",
                "a\\\\..\\\\x",
                "a\\nx"
            })
    void aKeyThatLeadsOutOfTheBucketIsRefused(String key) {
        Jobs.post(
                        "{\"type\": \"upload\", \"parameters\": {\"file\": {\"file\": \"x\"}, \"key\": \"%s\"}}"
                                .formatted(key))
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("/parameters/key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"...", ".hidden", "a/..b/c..", "a..b", "a b+c%20.txt"})
    void anOrdinaryKeyIsTaken(String key) throws Exception {
        String job = submit(bytes(9), parameters(key, PHOTOS));
        assertThat(Jobs.awaitEnd(job).getString("status")).isEqualTo("succeeded");
        assertThat(object(key)).isEqualTo(bytes(9));
    }

    @Test
    void onlyStoresAndBucketsOfTheOperatorsAreTaken() {
        Jobs.post(
                        "{\"type\": \"upload\", \"parameters\": {\"file\": {\"file\": \"x\"}, \"key\": \"k\", \"store\": \"mine\"}}")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/parameters/store", "/parameters/file/file"));
        Jobs.post(
                        "{\"type\": \"upload\", \"parameters\": {\"file\": {\"file\": \"x\"}, \"key\": \"k\", \"bucket\": \"longhaul-files\"}}")
                .then()
                .statusCode(400)
                .body(
                        "errors[0].detail",
                        equalTo("must be one of photos, not-made, not 'longhaul-files'"));
    }
}
