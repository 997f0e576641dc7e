package dev.longhaul.http;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.longhaul.Jobs;
import dev.longhaul.Rows;
import dev.longhaul.Uploaded;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class JobFormTest {

    private static final String JOIN =
            "{\"type\": \"join\", \"parameters\": {\"file\": {\"file\": \"first\"}}}";

    @Inject Rows rows;
    @Inject Uploaded uploaded;

    private static String part(String name, String content) {
        return "--B\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                .formatted(name, content);
    }

    private static ValidatableResponse post(String form) {
        return given().header("Content-Type", "multipart/form-data; boundary=B")
                .body(form.getBytes(UTF_8))
                .post("/jobs")
                .then();
    }

    private static RequestSpecification form(String content) {
        return given().multiPart("first", "note.txt", content.getBytes(UTF_8), "text/plain")
                .multiPart("job", JOIN, "application/json");
    }

    @Test
    void aJobReadsTheFilesThatCameWithItInWhateverOrder() {
        String id =
                given().multiPart("second", "b.bin", "\r\n--B\r\nworld".getBytes(UTF_8))
                        .multiPart(
                                "job",
                                """
                                {"type": "join", "parameters": {"file": {"file": "first"},
                                 "more": [{"file": "second"}, {"file": "first"}]}}
                                """,
                                "application/json")
                        .multiPart("first", "note.txt", "hello".getBytes(UTF_8), "text/plain")
                        .post("/jobs")
                        .then()
                        .statusCode(202)
                        .extract()
                        .path("id");
        var job = Jobs.awaitEnd("/jobs/" + id);
        assertThat(job.getString("status")).isEqualTo("succeeded");
        when().get("/jobs/" + id + "/result")
                .then()
                .contentType("text/plain")
                .header("Content-Disposition", containsString("note.txt"))
                .body(equalTo("hello\r\n--B\r\nworldhello"));

        String file = job.getString("parameters.file.file");
        assertThat(job.getString("parameters.more[1].file")).isEqualTo(file);
        when().get("/files/" + file).then().statusCode(200).body(equalTo("hello"));
        when().delete("/files/" + file).then().statusCode(409).body("code", equalTo("file-in-use"));
    }

    @Test
    void aJobReadsAFileThatWasBroughtBefore() {
        String file = Uploaded.upload("brought before");
        String job = Jobs.submit("join", "{\"file\": {\"file\": \"" + file + "\"}}");
        assertThat(Jobs.awaitEnd(job).getString("status")).isEqualTo("succeeded");
        when().get(job + "/result").then().body(equalTo("brought before"));
        when().delete(job).then().statusCode(204);
        when().delete("/files/" + file).then().statusCode(204);
    }

    @Test
    void aReferenceToNoFileOfOnesOwnIsRefusedWithItsPointer() {
        String foreign = Uploaded.upload("not yours");
        rows.execute("UPDATE upload SET owner = 'somebody' WHERE id = '" + foreign + "'");
        Jobs.post(
                        """
                        {"type": "join", "parameters": {"file": {"file": "%s"},
                         "more": [{"file": "%s"}, {"file": "note.txt"}]}}
                        """
                                .formatted(UUID.randomUUID(), foreign))
                .then()
                .statusCode(400)
                .body(
                        "code",
                        equalTo("validation-failed"),
                        "errors.pointer",
                        contains(
                                "/parameters/file/file",
                                "/parameters/more/0/file",
                                "/parameters/more/1/file"));
    }

    @Test
    void wrongPartNamesAreToldAndLeaveNothing() {
        long before = uploaded.all();
        String misnamed = JOIN.replace("first", "frist");
        post(part("first", "hello") + part("job", misnamed) + "--B--\r\n")
                .statusCode(400)
                .body(
                        "errors.pointer",
                        contains("/parameters/file/file"),
                        "errors[0].detail",
                        containsString("there is no 'frist', and the parts are: first"));
        post(part("job", JOIN) + part("first", "hello") + part("other", "x") + "--B--")
                .statusCode(400)
                .body("errors.pointer", contains("/parameters"));
        post(part("first", "x") + part("job", "{\"type\": \"jion\"}") + "--B--")
                .statusCode(400)
                .body("code", equalTo("unknown-job-type"));
        post(part("first", "x") + part("job", "{") + "--B--")
                .statusCode(400)
                .body("code", equalTo("malformed-json"));
        uploaded.awaitOnly(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    job,first,job      | two parts called 'job'
                    first,job,first    | two parts called 'first'
                    first              | no part called 'job'
                    ''                 | no part called 'job'
                    job,first,         | needs a header Content-Disposition
                    """)
    void aFormThatIsNotAsItShouldBeIsRefusedAndLeavesNothing(String parts, String detail) {
        long before = uploaded.all();
        var form = new StringBuilder();
        for (String name : parts.isEmpty() ? new String[0] : parts.split(",", -1)) {
            form.append(part(name, name.equals("job") ? JOIN : "hello"));
        }
        post(form + "--B--\r\n")
                .statusCode(400)
                .body("code", equalTo("malformed-multipart"), "detail", containsString(detail));
        uploaded.awaitOnly(before);
    }

    @Test
    void whereverAFormBreaksOffItIsRefusedAndLeavesNothing() {
        long before = uploaded.all();
        String whole = part("first", "hello") + part("job", JOIN) + "--B--";
        for (int length = 0; length < whole.length(); length += 3) {
            post(whole.substring(0, length))
                    .statusCode(400)
                    .body("code", equalTo("malformed-multipart"));
        }
        uploaded.awaitOnly(before);
        post(whole).statusCode(202);
    }

    @Test
    void theSameKeyWithTheSameBytesLeadsToTheSameJobAndWithOthersToNone() {
        String key = UUID.randomUUID().toString();
        String id = keyed(form("hello"), key).statusCode(202).extract().path("id");
        long before = uploaded.all();
        keyed(form("hello"), key).statusCode(202).body("id", equalTo(id));
        keyed(form("hullo"), key).statusCode(422).body("code", equalTo("idempotency-key-reused"));
        uploaded.awaitOnly(before);
        // Also where the bytes were brought before: what counts is what they are.
        String file = Uploaded.upload("hello");
        keyed(given().contentType("application/json").body(JOIN.replace("first", file)), key)
                .statusCode(202)
                .body("id", equalTo(id));
    }

    private static ValidatableResponse keyed(RequestSpecification request, String key) {
        return request.header("Idempotency-Key", key).post("/jobs").then();
    }

    @Test
    void aTypeSaysWhichOfItsParametersAreFiles() {
        when().get("/job-types/join")
                .then()
                .body("parameters.properties.file.required", contains("file"));
    }
}
