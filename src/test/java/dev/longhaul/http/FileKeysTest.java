package dev.longhaul.http;

import static dev.longhaul.security.TestCallers.as;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.longhaul.Rows;
import dev.longhaul.Uploaded;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** {@code Idempotency-Key} on files. */
@QuarkusTest
class FileKeysTest {

    @Inject Rows rows;
    @Inject Uploaded uploaded;

    private static Response send(RequestSpecification caller, String key, String content) {
        return caller.contentType("text/plain")
                .header("Idempotency-Key", key)
                .body(content)
                .post("/files");
    }

    private static String sent(String key, String content) {
        return send(given(), key, content).then().statusCode(201).extract().header("Location");
    }

    private static void assertReused(Response answer) {
        answer.then().statusCode(422).body("code", equalTo("idempotency-key-reused"));
    }

    @Test
    void theSameBytesUnderTheSameKeyAreTheSameFile() {
        String key = UUID.randomUUID().toString();
        String file = sent(key, "hello");
        long before = uploaded.all();
        assertThat(sent(key, "hello")).isEqualTo(file);
        String inAForm =
                given().header("Idempotency-Key", key)
                        .multiPart("file", "a.txt", "hello".getBytes(StandardCharsets.UTF_8))
                        .post("/files")
                        .then()
                        .statusCode(201)
                        .body("size", equalTo(5))
                        .extract()
                        .header("Location");
        assertThat(inAForm).isEqualTo(file);
        assertReused(send(given(), key, "hello!"));
        uploaded.awaitOnly(before);
        assertThat(send(as("alice"), key, "hello!").statusCode()).isEqualTo(201);
    }

    @Test
    void tenAtOnceUnderOneKeyAreOneFile() throws Exception {
        String key = UUID.randomUUID().toString();
        long before = uploaded.all();
        Callable<String> request = () -> sent(key, "at once");
        try (var threads = Executors.newFixedThreadPool(10)) {
            List<Future<String>> files = threads.invokeAll(Collections.nCopies(10, request));
            String first = files.getFirst().get();
            for (Future<String> file : files) {
                assertThat(file.get()).isEqualTo(first);
            }
        }
        // A row and its bytes.
        uploaded.awaitOnly(before + 2);
    }

    @Test
    void aKeyLeadsToAJobOrToAFile() {
        String key = UUID.randomUUID().toString();
        sent(key, "hello");
        given().contentType("application/json")
                .header("Idempotency-Key", key)
                .body("{\"type\": \"no-op\"}")
                .post("/jobs")
                .then()
                .statusCode(422)
                .body("detail", containsString("which became a file"));
        String another = UUID.randomUUID().toString();
        given().contentType("application/json")
                .header("Idempotency-Key", another)
                .body("{\"type\": \"no-op\"}")
                .post("/jobs")
                .then()
                .statusCode(202);
        assertReused(send(given(), another, "hello"));
    }

    @Test
    void theKeyGoesWithItsFile() {
        String key = UUID.randomUUID().toString();
        String first = sent(key, "hello");
        when().delete(first.substring(first.indexOf("/files/"))).then().statusCode(204);
        String second = sent(key, "another");
        keepUntil("now()", second);
        assertThat(sent(key, "a third")).isNotEqualTo(second);
        // Or else it would go while another test counts files.
        keepUntil("now() + interval '1 day'", second);
    }

    private void keepUntil(String time, String file) {
        rows.execute(
                "UPDATE upload SET kept_until = %s WHERE id = '%s' AND gone_at IS NULL"
                        .formatted(time, file.substring(file.lastIndexOf('/') + 1)));
    }
}
