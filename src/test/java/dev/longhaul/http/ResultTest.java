package dev.longhaul.http;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.longhaul.Jobs;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ResultTest {

    private static String finishedExport() {
        String job =
                Jobs.submit(
                        "export",
                        "{\"dataset\": \"posts\", \"arguments\": {\"userId\": 8}, \"format\": \"csv\"}");
        assertThat(Jobs.awaitEnd(job).getString("status")).isEqualTo("succeeded");
        return job;
    }

    @Test
    void theDigestIsThatOfTheBytes() throws Exception {
        Response result = when().get(finishedExport() + "/result");
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(result.asByteArray());
        assertThat(result.header("Repr-Digest"))
                .isEqualTo("sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":");
    }

    @Test
    void aPartOfTheResultIsServed() {
        String result = finishedExport() + "/result";
        byte[] all = when().get(result).asByteArray();

        Response part = given().header("Range", "bytes=10-19").get(result);
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.header("Content-Range")).isEqualTo("bytes 10-19/" + all.length);
        assertThat(part.asByteArray()).isEqualTo(Arrays.copyOfRange(all, 10, 20));

        Response tail = given().header("Range", "bytes=-5").get(result);
        assertThat(tail.asByteArray())
                .isEqualTo(Arrays.copyOfRange(all, all.length - 5, all.length));

        given().header("Range", "bytes=" + all.length + "-")
                .get(result)
                .then()
                .statusCode(416)
                .header("Content-Range", equalTo("bytes */" + all.length));
    }

    @Test
    void aRangeOfOtherBytesIsNotServed() {
        String result = finishedExport() + "/result";
        given().header("Range", "bytes=0-1")
                .header("If-Range", "\"old\"")
                .get(result)
                .then()
                .statusCode(200);
    }

    @Test
    void whoHasTheResultIsToldSo() {
        String result = finishedExport() + "/result";
        String tag = when().get(result).header("ETag");
        given().header("If-None-Match", tag).get(result).then().statusCode(304);
    }

    @Test
    void headSaysWhatGetWouldSend() {
        String result = finishedExport() + "/result";
        Response get = when().get(result);
        when().head(result)
                .then()
                .statusCode(200)
                .header("Content-Length", equalTo(String.valueOf(get.asByteArray().length)))
                .header("ETag", equalTo(get.header("ETag")));
    }

    @Test
    void aResultThatIsNotThereYetIsNotFoundAndNotCached() {
        String job =
                Jobs.submit(
                        "{\"type\": \"add\", \"delay\": \"PT1H\", \"parameters\": {\"a\": 1, \"b\": 2}}");
        when().get(job + "/result")
                .then()
                .statusCode(404)
                .body("code", equalTo("result-not-ready"))
                .header("Retry-After", notNullValue())
                .header("Cache-Control", "no-store");
    }

    @Test
    void theResultOfAFailedJobSaysWhyThereIsNone() {
        String job = Jobs.submit("add", "{\"a\": 9223372036854775807, \"b\": 1}");
        Jobs.awaitEnd(job);
        when().get(job + "/result")
                .then()
                .statusCode(404)
                .body(
                        "code",
                        equalTo("result-not-available"),
                        "error.code",
                        equalTo("sum-too-large"));
    }
}
