package dev.longhaul.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered to requests that no client library would send; the list is that of docs/http-edges.md. */
@QuarkusTest
class RawRequestsTest {

    private static final String POST =
            "POST /jobs HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\n";

    private static void assertProblem(String answer, int status, String code) {
        assertThat(answer)
                .matches("(?s)HTTP/\\d\\.\\d " + status + " .*")
                .containsIgnoringCase("\r\ncontent-type: application/problem+json\r\n")
                .containsIgnoringCase("\r\ncache-control: no-store\r\n")
                .contains("/problems/" + code + "\"", "\"detail\":\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    GET /jobs/%zz HTTP/1.1                   | 400 | bad-request
                    GET /jobs/% HTTP/1.1                     | 400 | bad-request
                    GET /jobs?q=%zz HTTP/1.1                 | 400 | bad-request
                    GET /jobs\\x HTTP/1.1                    | 400 | bad-request
                    GET /jobs/{id} HTTP/1.1                  | 400 | bad-request
                    GET jobs HTTP/1.1                        | 400 | bad-request
                    GET * HTTP/1.1                           | 400 | bad-request
                    CONNECT a:443 HTTP/1.1                   | 400 | bad-request
                    GET http:///jobs HTTP/1.1                | 400 | bad-request
                    GET http://b/nowhere HTTP/1.1            | 404 | not-found
                    TRACE /jobs HTTP/1.1                     | 405 | method-not-allowed
                    get /jobs HTTP/1.1                       | 405 | method-not-allowed
                    GET /jobs HTTP/2.0                       | 505 | http-version-not-supported
                    GET /jobs FOO/1.1                        | 505 | http-version-not-supported
                    """)
    void aRequestLineThatIsNotUnderstoodIsAProblem(String line, int status, String code)
            throws IOException {
        String answer = RawRequest.send(line + "\r\nHost: a\r\nConnection: close\r\n\r\n");
        assertProblem(answer.replaceFirst("^FOO/1.1", "HTTP/1.1"), status, code);
    }

    @Test
    void whatIsTooLongBySomeIsAProblemToo() throws IOException {
        String end = " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n";
        String fits = "x".repeat(RequestFlaws.LONGEST_TARGET - "/jobs/".length());
        assertProblem(RawRequest.send("GET /jobs/" + fits + end + "\r\n"), 404, "no-such-job");
        assertProblem(
                RawRequest.send("GET /jobs/" + fits + "x" + end + "\r\n"), 414, "uri-too-long");
        String large = "X-Large: " + "x".repeat(RequestFlaws.MOST_HEADERS) + "\r\n";
        assertProblem(
                RawRequest.send("GET /jobs" + end + large + "\r\n"), 431, "headers-too-large");
    }

    @Test
    void aHostOfAnyLengthIsLookedAtInVain() throws IOException {
        String host = "Host: " + "%41".repeat(5_000) + "\r\n";
        String answer =
                RawRequest.send("GET /jobs HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n");
        assertProblem(answer, 400, "bad-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Host: a\r\nHost: b\r\n",
                "Host: \r\n",
                "Host: a b\r\n",
                "Host: a/b\r\n",
                "Host: %zz\r\n",
                "Host: u@a\r\n"
            })
    void aRequestWithoutOneValidHostIsRefused(String hosts) throws IOException {
        String answer =
                RawRequest.send("GET /jobs HTTP/1.1\r\n" + hosts + "Connection: close\r\n\r\n");
        assertProblem(answer, 400, "bad-request");
        assertThat(answer).contains("Send one header Host");
    }

    @Test
    void urlsAreThoseThatTheCallerCanUse() throws IOException {
        String absolute =
                RawRequest.send(
                        "GET http://b.example:81/nowhere HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assertThat(absolute).contains("\"type\":\"http://b.example:81/problems/not-found\"");
        String old = RawRequest.send("GET /nowhere HTTP/1.0\r\n\r\n");
        assertThat(old)
                .startsWith("HTTP/1.0 404 ")
                .containsPattern("\"type\":\"http://127\\.0\\.0\\.1:\\d+/problems/not-found\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Transfer-Encoding: gzip              | 400 | bad-request
                    Transfer-Encoding: gzip, chunked     | 400 | bad-request
                    Content-Length: 99999999999          | 413 | too-large
                    """)
    void aFramingThatIsNotTakenIsAProblem(String header, int status, String code)
            throws IOException {
        assertProblem(RawRequest.send(POST + header + "\r\n\r\n"), status, code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n-1\r\n{}\r\n0\r\n\r\n",
                "Content-Length: -5\r\n\r\n{}",
                "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} ",
                "Content-Length: 99999999999999999999\r\n\r\n{}"
            })
    void aBodyThatCannotBeReadEndsTheConnectionAndIsNeverAJob(String rest) throws IOException {
        String answer = RawRequest.send(POST + rest);
        assertThat(answer).matches("(?s)|HTTP/1\\.[01] 400 .*");
    }

    @Test
    void optionsNamesTheMethodsOfThatPathAlone() throws IOException {
        String end = " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
        assertThat(RawRequest.send("OPTIONS /jobs" + end))
                .startsWith("HTTP/1.1 200 ")
                .contains("Allow: GET, HEAD, OPTIONS, POST\r\n");
        assertProblem(RawRequest.send("OPTIONS /nowhere" + end), 404, "not-found");
        assertThat(RawRequest.send("OPTIONS *" + end)).startsWith("HTTP/1.1 204 ");
    }

    @Test
    void aMediaTypeThatIsNotTakenIsAnsweredWithAllThatAre() throws IOException {
        String answer =
                RawRequest.send(
                        "POST /jobs HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: text/plain\r\n"
                                + "Content-Length: 2\r\n\r\n{}");
        assertProblem(answer, 415, "unsupported-media-type");
        assertThat(answer).contains("application/json or multipart/form-data");
    }
}
