package dev.longhaul.http;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.longhaul.Rows;
import dev.longhaul.Uploaded;
import dev.longhaul.contract.Contract;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FilesTest {

    /** More than tests are allowed to bring. */
    private static final int TOO_LARGE = (1 << 20) + 1;

    @Inject Rows rows;
    @Inject Uploaded uploaded;

    @Test
    void aFileThatWasBroughtIsFetchedWholeAndInPart() {
        String id =
                given().contentType("text/csv; charset=utf-8")
                        .header(
                                "Content-Disposition",
                                "attachment; filename=\"x\"; filename*=UTF-8''caf%C3%A9.csv")
                        .body("a,b\n1,2\n")
                        .post("/files")
                        .then()
                        .statusCode(201)
                        .header("Location", containsString("/files/"))
                        .body(
                                "filename", equalTo("café.csv"),
                                "mediaType", equalTo("text/csv; charset=utf-8"),
                                "size", equalTo(8),
                                "sha256",
                                        equalTo(
                                                "492d5ea496056f1a6a6592241032fab764c321596317930b4fa0e1e8bc3b7470"),
                                "expires", notNullValue())
                        .extract()
                        .path("id");
        String tag =
                when().get("/files/" + id)
                        .then()
                        .statusCode(200)
                        .contentType("text/csv")
                        .header("Content-Disposition", endsWith("filename*=UTF-8''caf%C3%A9.csv"))
                        .header("X-Content-Type-Options", "nosniff")
                        .body(equalTo("a,b\n1,2\n"))
                        .extract()
                        .header("ETag");
        given().header("If-None-Match", tag).get("/files/" + id).then().statusCode(304);
        given().header("Range", "bytes=4-")
                .get("/files/" + id)
                .then()
                .statusCode(206)
                .header("Content-Range", "bytes 4-7/8")
                .body(equalTo("1,2\n"));
    }

    @Test
    void aFormWithOneFileDoesAsWell() {
        given().multiPart("whatever", "C:\\notes\\note.txt", "hello".getBytes(UTF_8), "text/plain")
                .post("/files")
                .then()
                .statusCode(201)
                .body("filename", equalTo("note.txt"), "size", equalTo(5));
        long before = uploaded.all();
        given().multiPart("a", "a.txt", "a".getBytes(UTF_8))
                .multiPart("b", "b.txt", "b".getBytes(UTF_8))
                .post("/files")
                .then()
                .statusCode(400)
                .body("code", equalTo("malformed-multipart"));
        uploaded.awaitOnly(before);
    }

    @Test
    void anEmptyFileIsAFile() {
        String location =
                given().contentType("application/octet-stream")
                        .body(new byte[0])
                        .post("/files")
                        .then()
                        .statusCode(201)
                        .extract()
                        .header("Location");
        when().get(URI.create(location).getPath())
                .then()
                .statusCode(200)
                .header("Content-Length", "0")
                .contentType("application/octet-stream");
    }

    @Test
    void aFileThatIsTooLargeIsRefusedInAllFramingsAndLeavesNothing() throws Exception {
        long before = uploaded.all();
        byte[] large = new byte[TOO_LARGE];
        given().body(large)
                .post("/files")
                .then()
                .statusCode(413)
                .body("code", equalTo("too-large"));
        given().multiPart("file", "large", large).post("/files").then().statusCode(413);
        HttpRequest chunked =
                HttpRequest.newBuilder(
                                URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/files"))
                        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(Contract.checked(client.send(chunked, BodyHandlers.ofString())).statusCode())
                    .isEqualTo(413);
        }
        uploaded.awaitOnly(before);
    }

    @Test
    void aBodyThatBreaksOffLeavesNothing() throws Exception {
        long before = uploaded.all();
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.getOutputStream()
                    .write(
                            ("POST /files HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n"
                                            + "Content-Length: 200000\r\n\r\n"
                                            + "x".repeat(150_000))
                                    .getBytes(UTF_8));
            socket.getOutputStream().flush();
            await().until(() -> uploaded.all() > before);
        }
        uploaded.awaitOnly(before);
    }

    @Test
    void aFileThatIsDeletedIsGoneAndNotRemembered() {
        String id = Uploaded.upload("hello");
        assertThat(uploaded.path(id)).hasContent("hello");
        when().delete("/files/" + id).then().statusCode(204);
        assertThat(uploaded.path(id)).doesNotExist();
        when().delete("/files/" + id).then().statusCode(404).body("code", equalTo("no-such-file"));
        when().get("/files/" + id).then().statusCode(404).body("code", equalTo("no-such-file"));
        when().get("/files/7").then().statusCode(404).body("code", equalTo("no-such-file"));
        when().get("/files/" + UUID.randomUUID()).then().statusCode(404);
    }

    @Test
    void theFileOfSomebodyElseIsNotThere() {
        String id = Uploaded.upload("hello");
        rows.execute("UPDATE upload SET owner = 'somebody' WHERE id = '" + id + "'");
        when().get("/files/" + id).then().statusCode(404).body("code", equalTo("no-such-file"));
        when().delete("/files/" + id).then().statusCode(404);
    }
}
