package dev.longhaul.http;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.longhaul.Jobs;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
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
    void severalPartsComeInOneAnswer() {
        String result = finishedExport() + "/result";
        byte[] all = when().get(result).asByteArray();
        Response parts = given().header("Range", "bytes=0-4,-3").get(result);
        assertThat(parts.statusCode()).isEqualTo(206);
        assertThat(parts.header("Content-Range")).isNull();
        String type = parts.contentType();
        assertThat(type).startsWith("multipart/byteranges; boundary=");
        String boundary = type.substring(type.indexOf('=') + 1);
        String head =
                "\r\n--"
                        + boundary
                        + "\r\nContent-Type: "
                        + when().get(result).contentType()
                        + "\r\nContent-Range: bytes ";
        String body = new String(parts.asByteArray(), StandardCharsets.ISO_8859_1);
        String whole = new String(all, StandardCharsets.ISO_8859_1);
        int size = all.length;
        assertThat(body)
                .isEqualTo(
                        head
                                + "0-4/"
                                + size
                                + "\r\n\r\n"
                                + whole.substring(0, 5)
                                + head
                                + (size - 3)
                                + "-"
                                + (size - 1)
                                + "/"
                                + size
                                + "\r\n\r\n"
                                + whole.substring(size - 3)
                                + "\r\n--"
                                + boundary
                                + "--\r\n");
        assertThat(parts.header("Content-Length")).isEqualTo(String.valueOf(body.length()));
    }

    @Test
    void onlyTheStrongTagOfTheseBytesLetsARangeCount() {
        String result = finishedExport() + "/result";
        String tag = when().get(result).header("ETag");
        assertThat(
                        given().header("Range", "bytes=0-1")
                                .header("If-Range", tag)
                                .get(result)
                                .statusCode())
                .isEqualTo(206);
        for (String other : List.of("W/" + tag, "Tue, 01 Jan 2999 00:00:00 GMT")) {
            given().header("Range", "bytes=0-1")
                    .header("If-Range", other)
                    .get(result)
                    .then()
                    .statusCode(200)
                    .header("Content-Range", nullValue());
        }
    }

    @Test
    void whoWantsOtherBytesThanTheseIsToldSo() {
        String result = finishedExport() + "/result";
        String tag = when().get(result).header("ETag");
        given().header("If-Match", "\"other\", " + tag).get(result).then().statusCode(200);
        given().header("If-Match", "*").get(result).then().statusCode(200);
        given().header("If-Match", "W/" + tag)
                .get(result)
                .then()
                .statusCode(412)
                .body("code", equalTo("precondition-failed"));
        given().header("If-None-Match", "\"other\", W/" + tag).get(result).then().statusCode(304);
        given().header("If-None-Match", "*").get(result).then().statusCode(304);
    }

    @Test
    void theBytesAreSentAsTheyAreWhateverTheCallerCouldDecode() {
        String result = finishedExport() + "/result";
        for (String range : List.of("bytes=0-", "bytes=0-0", "bytes=0-0,2-2")) {
            given().header("Accept-Encoding", "gzip, br, deflate")
                    .header("Range", range)
                    .get(result)
                    .then()
                    .statusCode(206)
                    .header("Content-Encoding", nullValue())
                    .header("Cache-Control", containsString("no-transform"));
        }
    }

    @Test
    void itIsSaidUntilWhenTheResultWillBeThereAndWhatJobItIsOf() {
        String job = finishedExport();
        ZonedDateTime expires = ZonedDateTime.parse(Jobs.status(job).getString("expires"));
        for (String resource : List.of("/result", "/status")) {
            String sunset = when().get(job + resource).header("Sunset");
            assertThat(ZonedDateTime.parse(sunset, DateTimeFormatter.RFC_1123_DATE_TIME))
                    .isEqualTo(expires.truncatedTo(ChronoUnit.SECONDS));
        }
        assertThat(when().get(job + "/result").header("Link"))
                .endsWith(job + "/status>; rel=\"status\"");
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
    void headDoesNotKnowOfRanges() {
        String result = finishedExport() + "/result";
        String length = when().get(result).header("Content-Length");
        given().header("Range", "bytes=0-1")
                .head(result)
                .then()
                .statusCode(200)
                .header("Content-Length", equalTo(length));
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
