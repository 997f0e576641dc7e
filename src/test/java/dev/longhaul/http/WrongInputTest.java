package dev.longhaul.http;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.startsWith;

import dev.longhaul.Jobs;
import dev.longhaul.contract.Contract;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class WrongInputTest {

    private static ValidatableResponse problem(
            ValidatableResponse response, int status, String code) {
        return response.statusCode(status)
                .contentType("application/problem+json")
                .header("Cache-Control", "no-store")
                .body(
                        "status",
                        equalTo(status),
                        "code",
                        equalTo(code),
                        "type",
                        endsWith("/problems/" + code));
    }

    private static ValidatableResponse refused(String request) {
        return problem(Jobs.post(request).then(), 400, "validation-failed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"type\": \"add\"",
                "nonsense",
                "{} {}",
                "{\"type\": \"add\", \"type\": \"export\"}"
            })
    void malformedJsonIsSaidToBeSo(String body) {
        problem(Jobs.post(body).then(), 400, "malformed-json");
    }

    @Test
    void aDeeplyNestedBodyIsRefused() {
        problem(Jobs.post("[".repeat(100_000)).then(), 400, "malformed-json")
                .body(
                        "detail",
                        endsWith(
                                "is nested too deeply, or a name, a number or a string is too long."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"type": "add", "parameters": { | In line 1, column 32: the JSON ends before all that it opens is closed.
                    {"type": "ad                    | In line 1, column 13: the JSON ends before all that it opens is closed.
                    {"type": "add",}                | In line 1, column 16: '}' cannot stand here.
                    {'type': "add"}                 | In line 1, column 2: ''' cannot stand here.
                    {"type": add}                   | In line 1, column 10: 'add' is no JSON value; text stands in double quotes.
                    {"a": 1, "a": 2}                | In line 1, column 13: the member 'a' is there twice; keep one.
                    {"a": 01}                       | In line 1, column 8: this is no number of JSON.
                    {"a": "\\q"}                    | In line 1, column 9: '\\q' is no escape of JSON; a backslash itself is written \\\\.
                    {} {}                           | In line 1, column 4: there is more after the end of the JSON; send one value.
                    """)
    void whereTheJsonEndsToBeSuchIsSaidWithoutWordsOfTheParser(String body, String detail) {
        problem(Jobs.post(body).then(), 400, "malformed-json").body("detail", equalTo(detail));
    }

    @Test
    void whatNoSchemaSaysIsToldBesideWhatOneSays() {
        refused(
                        """
                        {"type": "email", "priority": 10, "queue": "none",
                         "parameters": {"to": ["ada", "ada@example.org"], "subjekt": "Hello", "subject": "a\\nb", "text": "Hello",
                                        "attachments": [{"job": "none"}, {"file": "none"}]}}
                        """)
                .body(
                        "errors.pointer",
                        contains(
                                "/priority",
                                "/queue",
                                "/parameters/subject",
                                "/parameters/subjekt",
                                "/parameters/to/0",
                                "/parameters/attachments/1/file",
                                "/parameters/attachments/0/job"));
        refused(
                        """
                        {"type": "image-resize",
                         "parameters": {"file": {"file": "none"}, "sizes": [{"width": 5}, {}, {}], "background": "red", "fit": "covers"}}
                        """)
                .body(
                        "errors.pointer",
                        contains(
                                "/parameters/background",
                                "/parameters/fit",
                                "/parameters/sizes/1",
                                "/parameters/sizes/2",
                                "/parameters/file/file"));
        refused(
                        """
                        {"type": "add", "parameters": {"a": 1, "b": 2},
                         "notify": {"email": ["ada"], "webhook": {"url": "nowhere", "events": ["ended"]}}}
                        """)
                .body(
                        "errors.pointer",
                        hasItems(
                                "/notify/webhook/events/0",
                                "/notify/email/0",
                                "/notify/webhook/url"));
        refused("{\"type\": \"exprot\", \"priority\": 10}")
                .body("errors.pointer", contains("/priority", "/type"));
    }

    @Test
    void whatNoWorkerHereCanDoIsRefused() {
        refused(
                        """
                        {"type": "upload", "parameters": {"file": {"file": "none"}, "key": ""}}
                        """)
                .body(
                        "errors.pointer",
                        contains("/type", "/parameters/key", "/parameters/file/file"))
                .body("errors[0].detail", containsString("LONGHAUL_STORES_DEFAULT_BUCKETS"));
    }

    @Test
    void whatMayFollowFromAnotherErrorIsNotTold() {
        // Without the misspelled members there is neither a text nor an email.
        refused(
                        """
                        {"type": "email", "notify": {"emial": ["ada@example.org"]},
                         "parameters": {"to": ["ada"], "subject": "Hello", "txt": "Hello"}}
                        """)
                .body(
                        "errors.pointer",
                        contains("/notify/emial", "/parameters/to/0", "/parameters/txt"));
        // A rule for the whole is told beside what is wrong with a member that can be read.
        refused(
                        "{\"type\": \"email\", \"parameters\": {\"to\": [\"ada\"], \"subject\": \"Hello\"}}")
                .body("errors.pointer", contains("/parameters", "/parameters/to/0"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    report       | {"report": "daily-traffic", "locale": "deutsch"} | must be a language tag like de or pt-BR, not 'deutsch'
                    image-resize | {"url": "https://a.example", "sizes": [{"width": 1}], "background": "red"} | must be a colour like #ffcc00, not 'red'
                    archive      | {"items": [{"from": {"file": "a"}}], "filename": "a/b"} | must be a name without slashes and backslashes, not 'a/b'
                    feed         | {"url": "https://a.example", "etag": "a\\tb"} | must be one line without control characters, not 'a\tb'
                    email        | {"to": ["ada@example.org"], "subject": " ", "text": "Hello"} | must be one line that is not blank, not ' '
                    feed         | {"url": "notaurl"} | must be an absolute URL of http or https, without a user's name or password
                    feed         | {"url": "ftp://a.example/feed"} | must be an absolute URL of http or https, without a user's name or password
                    image-resize | {"url": "file:///etc/passwd", "sizes": [{"width": 1}]} | must be an absolute URL of http or https, without a user's name or password
                    """)
    void whatWouldBeRightIsSaidInASentence(String type, String parameters, String detail) {
        refused("{\"type\": \"%s\", \"parameters\": %s}".formatted(type, parameters))
                .body("errors.detail", hasItem(detail));
    }

    @Test
    void anUnknownTypeIsAnsweredWithTheKnownOnes() {
        problem(Jobs.post("{\"type\": \"exprot\"}").then(), 400, "unknown-job-type")
                .body(
                        "detail",
                        startsWith(
                                "There is no job type 'exprot'. There are: add, archive, email, export, "));
    }

    @Test
    void allErrorsAreToldAtOnceWithTheirPointers() {
        refused(
                        """
                        {"type": "export", "priorty": 1, "maxAttempts": 0, "labels": {"a": 1},
                         "parameters": {"dataset": "post", "format": "xml"}}
                        """)
                .body(
                        "errors.pointer",
                        contains(
                                "/labels/a",
                                "/maxAttempts",
                                "/priorty",
                                "/parameters/dataset",
                                "/parameters/format"))
                .body("errors[3].detail", containsString("did you mean 'posts'?"))
                .body(
                        "errors[4].detail",
                        equalTo("must be one of json, ndjson, csv, xlsx, parquet, not 'xml'"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {}                         | is required: The user whose posts to export.
                    {"userId": null}           | is required: The user whose posts to export.
                    {"userId": "seven"}        | must be an integer, not a string: The user whose posts to export.
                    {"userId": 7.5}            | must be an integer, not a number with a fraction: The user whose posts to export.
                    {"userId": 0}              | must be at least 1, not 0
                    {"userId": 9223372036854775808} | must be at most 9223372036854775807, not 9223372036854775808
                    """)
    void argumentsOfADatasetAreCheckedBeforeTheJobIsAccepted(String arguments, String detail) {
        refused(
                        "{\"type\": \"export\", \"parameters\": {\"dataset\": \"posts\", \"arguments\": "
                                + arguments
                                + "}}")
                .body("errors.pointer", contains("/parameters/arguments/userId"))
                .body("errors.detail", contains(detail));
    }

    @Test
    void missingParametersAreToldByTheirPlaces() {
        refused("{\"type\": \"add\"}")
                .body("errors.pointer", contains("/parameters/a", "/parameters/b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "\"add\"", "null"})
    void aRequestThatIsNoObjectIsRefused(String body) {
        refused(body).body("errors.pointer", contains(""));
    }

    @Test
    void aNumberWithoutMeasureIsRefusedBeforeAnybodyComputesWithIt() {
        refused("{\"type\": \"add\", \"parameters\": {\"a\": 1e999999999, \"b\": 2}}")
                .body("errors.pointer", contains("/parameters/a"));
    }

    @Test
    void aCharacterThatNoDatabaseHoldsIsRefused() {
        refused(
                        "{\"type\": \"add\", \"description\": \"a\\u0000b\", \"parameters\": {\"a\": 1, \"b\": 2}}")
                .body("errors.pointer", contains("/description"));
    }

    @Test
    void runAtAndDelayExcludeEachOther() {
        refused(
                        """
                        {"type": "add", "runAt": "2030-01-01T00:00:00Z", "delay": "PT5S", "parameters": {"a": 1, "b": 2}}
                        """)
                .body("errors.pointer", contains("/delay"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"P1Y", "PT-5S", "5 seconds", "P99999999D"})
    void aDelayThatIsNoneIsRefused(String delay) {
        refused(
                        "{\"type\": \"add\", \"delay\": \""
                                + delay
                                + "\", \"parameters\": {\"a\": 1, \"b\": 2}}")
                .body("errors.pointer", contains("/delay"));
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedInBothFramings() throws Exception {
        String large = "{\"type\": \"add\", \"description\": \"" + "x".repeat(2 << 20) + "\"}";
        problem(Jobs.post(large).then(), 413, "too-large");

        // Without Content-Length only reading tells.
        HttpRequest chunked =
                HttpRequest.newBuilder(
                                URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/jobs"))
                        .header("Content-Type", "application/json")
                        .POST(
                                BodyPublishers.ofInputStream(
                                        () -> new ByteArrayInputStream(large.getBytes(UTF_8))))
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(Contract.checked(client.send(chunked, BodyHandlers.ofString())).statusCode())
                    .isEqualTo(413);
        }
    }

    @Test
    void anotherContentTypeIsRefused() {
        problem(
                given().contentType("text/plain").body("{}").post("/jobs").then(),
                415,
                "unsupported-media-type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/jobs/7",
                "/jobs/7/status",
                "/jobs/7/result",
                "/jobs/00000000-0000-7000-8000-000000000000"
            })
    void anIdThatNamesNoJobIsNotFound(String path) {
        problem(given().get(path).then(), 404, "no-such-job");
    }

    @Test
    void whatTheFrameworkRefusesIsAProblemToo() {
        problem(given().get("/nowhere").then(), 404, "not-found");
        problem(given().put("/jobs").then(), 405, "method-not-allowed");
        problem(given().get("/job-types/nonsense").then(), 404, "no-such-job-type");
    }

    @Test
    void everyProblemTypeExplainsItselfAtItsUrl() {
        for (ProblemType type : ProblemType.values()) {
            given().get("/problems/" + type.code())
                    .then()
                    .statusCode(200)
                    .body("title", equalTo(type.title()));
        }
    }
}
