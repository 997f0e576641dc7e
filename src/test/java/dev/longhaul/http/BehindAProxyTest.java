package dev.longhaul.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** URLs behind a proxy that sets {@code Forwarded}, with the settings of docs/configuration.md. */
@QuarkusTest
@TestProfile(BehindAProxyTest.Trusted.class)
class BehindAProxyTest {

    /** What docs/configuration.md says. */
    public static class Trusted implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.http.proxy.proxy-address-forwarding", "true",
                    "quarkus.http.proxy.allow-forwarded", "true",
                    "quarkus.http.proxy.trusted-proxies", "127.0.0.1");
        }
    }

    static void assertUrls(RequestSpecification request, String base) {
        Response accepted =
                request.contentType("application/json")
                        .body("{\"type\": \"no-op\", \"delay\": \"PT1H\"}")
                        .post("/jobs");
        assertThat(accepted.statusCode()).isEqualTo(202);
        String job = base + "/jobs/" + accepted.path("id");
        assertThat(accepted.header("Location")).isEqualTo(job);
        assertThat(accepted.header("Operation-Location")).isEqualTo(job + "/status");
        assertThat(accepted.header("Link")).isEqualTo("<" + job + "/status>; rel=\"status\"");
        assertThat(accepted.<String>path("links.self")).isEqualTo(job);
    }

    @Test
    void forwardedSaysWhatTheCallerSees() {
        assertUrls(
                given().header("Forwarded", "for=192.0.2.1;proto=https;host=\"api.example:8443\""),
                "https://api.example:8443");
        assertUrls(
                given().header("Forwarded", "proto=https;host=api.example, for=10.0.0.1"),
                "https://api.example");
    }

    @Test
    void theOtherKindOfHeaderIsTheCallersAndNotBelieved() {
        assertUrls(
                given().header("X-Forwarded-Host", "evil.example")
                        .header("X-Forwarded-Prefix", "/evil")
                        .header("Forwarded", "proto=https;host=api.example"),
                "https://api.example");
    }

    @Test
    void problemsAreExplainedWhereTheCallerCanSeeIt() {
        assertThat(
                        given().header("Forwarded", "proto=https;host=api.example")
                                .get("/nowhere")
                                .<String>path("type"))
                .isEqualTo("https://api.example/problems/not-found");
    }
}
