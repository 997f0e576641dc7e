package dev.longhaul.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The check of all answers can fail, in each of the ways that it is there for. */
class ContractTest {

    private static final Contract CONTRACT = Contract.published();

    private static final Exchange RIGHT =
            answer(
                    "GET",
                    "/job-types",
                    200,
                    Map.of("Content-Type", "application/json", "Cache-Control", "no-cache"),
                    """
                    {"jobTypes": [{"name": "add", "description": "Adds.", "parameters": {}, "queue": "default",
                      "defaults": {"maxAttempts": 3, "priority": 4},
                      "href": "http://localhost/job-types/add"}]}
                    """);

    private static Exchange answer(
            String method, String path, int status, Map<String, String> headers, String body) {
        Map<String, List<String>> lists = new HashMap<>();
        headers.forEach((name, value) -> lists.put(name, List.of(value)));
        return new Exchange(method, path, status, lists, Optional.of(body.getBytes(UTF_8)));
    }

    private static Exchange problem(
            String method, String path, int status, String code, String... allow) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "application/problem+json");
        headers.put("Cache-Control", "no-store");
        if (allow.length > 0) {
            headers.put("Allow", String.join(", ", allow));
        }
        return answer(
                method,
                path,
                status,
                headers,
                """
                {"type": "http://localhost/problems/%s", "title": "t", "status": %d, "code": "%s", "detail": "d"}
                """
                        .formatted(code, status, code));
    }

    private static Exchange withBody(String body) {
        return new Exchange(
                RIGHT.method(),
                RIGHT.path(),
                RIGHT.status(),
                RIGHT.headers(),
                Optional.of(body.getBytes(UTF_8)));
    }

    private static String body() {
        return new String(RIGHT.body().orElseThrow(), UTF_8);
    }

    @Test
    void whatIsAsDescribedPasses() {
        assertThatCode(() -> CONTRACT.check(RIGHT)).doesNotThrowAnyException();
        assertThat(CONTRACT.violations(problem("GET", "/job-types/x", 404, "no-such-job-type")))
                .isEmpty();
        assertThat(CONTRACT.violations(problem("GET", "/nothing", 404, "not-found"))).isEmpty();
        assertThat(
                        CONTRACT.violations(
                                problem(
                                        "PUT",
                                        "/jobs",
                                        405,
                                        "method-not-allowed",
                                        "GET",
                                        "HEAD",
                                        "POST")))
                .isEmpty();
    }

    @Test
    void aWrongBodyIsFound() {
        assertThatThrownBy(() -> CONTRACT.check(withBody("{\"jobTypes\": 1}")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("GET /job-types")
                .hasMessageContaining("array expected");
        assertThat(CONTRACT.violations(withBody("{}")))
                .singleElement()
                .asString()
                .contains("jobTypes");
        assertThat(CONTRACT.violations(withBody("nonsense")))
                .singleElement()
                .asString()
                .contains("not JSON");
        assertThat(CONTRACT.violations(withBody(""))).isNotEmpty();
    }

    @Test
    void aMemberThatNobodyDescribedIsFoundAtAnyDepth() {
        String odd = body().replace("\"maxAttempts\"", "\"colour\": \"red\", \"maxAttempts\"");
        assertThat(CONTRACT.violations(withBody(odd)))
                .singleElement()
                .asString()
                .contains("colour");
    }

    @Test
    void aMemberThatIsNullInsteadOfAbsentIsFound() {
        String odd = body().replace("\"maxAttempts\"", "\"timeout\": null, \"maxAttempts\"");
        assertThat(CONTRACT.violations(withBody(odd)))
                .singleElement()
                .asString()
                .contains("timeout");
    }

    @Test
    void aStatusThatIsNotDescribedIsFound() {
        assertThat(CONTRACT.violations(problem("GET", "/job-types", 402, "operators-only")))
                .containsExactly("the status 402 is not described");
    }

    @Test
    void aProblemThatIsNotDescribedThereIsFound() {
        assertThat(CONTRACT.violations(problem("GET", "/job-types/x", 404, "no-such-job")))
                .containsExactly("the problem is none of [no-such-job-type]");
    }

    @Test
    void aMissingHeaderAWrongOneAndOneTooManyAreFound() {
        Exchange accepted =
                answer(
                        "POST",
                        "/files",
                        201,
                        Map.of(
                                "Content-Type", "application/json",
                                "Cache-Control", "no-store",
                                "Retry-After", "5"),
                        "{\"id\": \"01937c1e-0000-7000-8000-000000000000\", \"filename\": \"f\", \"mediaType\": \"text/csv\", \"size\": 1, \"sha256\": \""
                                + "0".repeat(64)
                                + "\"}");
        assertThat(CONTRACT.violations(accepted))
                .containsExactlyInAnyOrder(
                        "the header Location is missing",
                        "the header Retry-After is not described");
        Exchange early =
                new Exchange(
                        "GET",
                        "/jobs",
                        503,
                        Map.of(
                                "Retry-After",
                                List.of("soon"),
                                "Cache-Control",
                                List.of("no-store")),
                        Optional.empty());
        assertThat(CONTRACT.violations(early))
                .anyMatch(found -> found.contains("Retry-After is 'soon'"));
    }

    @Test
    void anotherMediaTypeIsFound() {
        Exchange text =
                answer(
                        "GET",
                        "/job-types",
                        200,
                        Map.of("Content-Type", "text/plain", "Cache-Control", "no-cache"),
                        "hello");
        assertThat(CONTRACT.violations(text))
                .containsExactly("the media type text/plain is not described");
    }

    @Test
    void aPathAndAMethodThatAreNotDescribedAreFound() {
        assertThat(CONTRACT.violations(answer("GET", "/nothing", 200, Map.of(), ""))).isNotEmpty();
        assertThat(CONTRACT.violations(answer("PUT", "/jobs", 200, Map.of(), ""))).isNotEmpty();
        assertThat(CONTRACT.violations(problem("PUT", "/jobs", 405, "method-not-allowed", "GET")))
                .singleElement()
                .asString()
                .startsWith("Allow is [GET]");
    }

    @Test
    void eachItemOfAStreamIsLookedAt() {
        Exchange log =
                answer(
                        "GET",
                        "/jobs/01937c1e-0000-7000-8000-000000000000/log",
                        200,
                        Map.of(
                                "Content-Type",
                                "application/x-ndjson",
                                "Cache-Control",
                                "private, no-cache"),
                        """
                        {"time": "2026-01-01T00:00:00Z", "level": "info", "attempt": 1, "message": "m"}
                        {"time": "2026-01-01T00:00:00Z", "level": "loud", "attempt": 1, "message": "m"}
                        """);
        assertThat(CONTRACT.violations(log)).singleElement().asString().contains("level");
    }
}
