package dev.longhaul.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What callers are told when something is wrong, and what it means. */
@QuarkusTest
class ProblemsTest {

    private static final String BROWSER =
            "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    @Test
    void theCatalogueListsAllProblemsWithWhatToDo() {
        given().get("/problems")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("problems", hasSize(ProblemType.values().length))
                .body("problems.meaning", not(hasSize(0)))
                .body("problems[0].type", endsWith("/problems/validation-failed"));
    }

    @Test
    void aProblemExplainsItselfToProgramsAndToPeople() {
        given().get("/problems/result-not-ready")
                .then()
                .contentType("application/json")
                .header("Vary", "Accept")
                .body("status", equalTo(404))
                .body("meaning", containsString("waits or runs"))
                .body("remedy", containsString("Retry-After"));
        String page =
                given().accept(BROWSER)
                        .get("/problems/result-not-ready")
                        .then()
                        .statusCode(200)
                        .contentType("text/html")
                        .extract()
                        .asString();
        assertThat(page).contains("<h1>The result is not ready yet</h1>", "Retry-After");
        given().accept(BROWSER)
                .get("/problems")
                .then()
                .body(containsString("/problems/no-such-job"));
        given().accept("image/png").get("/problems/no-such-job").then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /nowhere, 404, not-found",
        "GET, /jobs/1/2/3, 404, not-found",
        "GET, /favicon.ico, 404, not-found",
        "PUT, /jobs, 405, method-not-allowed",
        "PATCH, /jobs/01937c1e-0000-7000-8000-000000000000, 405, method-not-allowed",
        "DELETE, /job-types, 405, method-not-allowed",
        "GET, /jobs/%7Bid%7D, 404, no-such-job",
        "GET, /jobs/%00, 404, no-such-job",
    })
    void whatTheFrameworkRefusesIsAProblem(String method, String path, int status, String code) {
        var answer =
                given().urlEncodingEnabled(false)
                        .request(method, path)
                        .then()
                        .statusCode(status)
                        .contentType("application/problem+json")
                        .header("Cache-Control", "no-store")
                        .body("code", equalTo(code), "type", endsWith("/problems/" + code))
                        .extract();
        if (status == 405) {
            assertThat(answer.header("Allow")).isNotEmpty().doesNotContain(method);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    GET /../.. HTTP/1.1                      | 404 | not-found
                    BREW /jobs HTTP/1.1                      | 405 | method-not-allowed
                    """)
    void whatNoClientSendsIsAProblemToo(String line, int status, String code) throws IOException {
        String answer = RawRequest.send(line + "\r\nHost: a\r\nConnection: close\r\n\r\n");
        assertThat(answer)
                .startsWith("HTTP/1.1 " + status)
                .contains("application/problem+json", "/problems/" + code);
    }

    @Test
    void nothingInternalIsToldToACallerWhoDoesStrangeThings() throws IOException {
        String answer =
                RawRequest.send(
                        "POST /jobs HTTP/1.1\r\nHost: a\r\nContent-Type: a/b/c;;=\r\nContent-Length: 2\r\n"
                                + "Connection: close\r\n\r\n{}");
        assertThat(answer)
                .matches("(?s)HTTP/1.1 4\\d\\d.*")
                .contains("application/problem+json")
                .doesNotContain("Exception", "resteasy", "vertx", "\tat ");
    }
}
