package dev.longhaul.systems;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Jobs;
import dev.longhaul.s3.OnS3;
import dev.longhaul.s3.S3Server;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** System 4: a form takes a picture, the web process answers, and a worker puts it into a bucket. */
@QuarkusTest
@TestProfile(OnS3.class)
class UploadThroughAWorkerTest {

    // Given by the test resource.
    @SuppressWarnings("NullAway.Init")
    S3Server s3;

    /** As a browser sends it: a hidden field and a file field, the first without a type of its own. */
    private static Response submitForm(String key, byte[] picture) {
        return given().multiPart(
                        "job",
                        """
                        {"type": "upload", "parameters": {"file": {"file": "picture"}, "bucket": "photos", "key": "%s"}}
                        """
                                .formatted(key))
                .multiPart("picture", "me.jpg", picture, "image/jpeg")
                .post("/jobs");
    }

    private static byte[] picture() {
        byte[] bytes = new byte[7_000_000];
        new Random(4).nextBytes(bytes);
        return bytes;
    }

    @Test
    void theFileOfAFormIsAnObjectInTheBucket() {
        Response accepted = submitForm("users/7/me.jpg", picture());
        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(accepted.jsonPath().getBoolean("done")).isFalse();
        String job = "/jobs/" + accepted.jsonPath().getString("id");
        assertThat(Jobs.awaitEnd(job).getString("status")).isEqualTo("succeeded");
        JsonPath stored = when().get(job).jsonPath();
        assertThat(stored.getString("url")).endsWith("/photos/users/7/me.jpg");
        try (var client = s3.client()) {
            var object =
                    client.getObjectAsBytes(
                            get -> get.bucket(S3Server.PHOTOS).key("users/7/me.jpg"));
            assertThat(object.asByteArray()).isEqualTo(picture());
            assertThat(object.response().contentType()).isEqualTo("image/jpeg");
            assertThat(object.response().eTag()).contains(stored.getString("etag"));
        }
    }
}
