package dev.longhaul.http;

import static dev.longhaul.http.BehindAProxyTest.assertUrls;
import static io.restassured.RestAssured.given;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** URLs behind a proxy that sets {@code X-Forwarded-*}, with the settings of docs/configuration.md. */
@QuarkusTest
@TestProfile(BehindAnOlderProxyTest.Trusted.class)
class BehindAnOlderProxyTest {

    /** What docs/configuration.md says. */
    public static class Trusted implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.http.proxy.proxy-address-forwarding", "true",
                    "quarkus.http.proxy.trusted-proxies", "127.0.0.1",
                    "quarkus.http.proxy.enable-forwarded-host", "true",
                    "quarkus.http.proxy.enable-forwarded-prefix", "true");
        }
    }

    @Test
    void schemeHostAndPortAreThoseThatTheCallerSees() {
        assertUrls(
                given().header("X-Forwarded-Proto", "https")
                        .header("X-Forwarded-Host", "api.example")
                        .header("X-Forwarded-Port", "8443"),
                "https://api.example:8443");
        assertUrls(
                given().header("X-Forwarded-Proto", "https")
                        .header("X-Forwarded-Host", "api.example"),
                "https://api.example");
    }

    @Test
    void aPrefixThatTheProxyTakesOffIsPutBack() {
        assertUrls(
                given().header("X-Forwarded-Proto", "https")
                        .header("X-Forwarded-Host", "api.example")
                        .header("X-Forwarded-Prefix", "/longhaul/"),
                "https://api.example/longhaul");
    }

    @Test
    void theOtherKindOfHeaderIsTheCallersAndNotBelieved() {
        assertUrls(
                given().header("Forwarded", "proto=https;host=evil.example")
                        .header("X-Forwarded-Proto", "https")
                        .header("X-Forwarded-Host", "api.example"),
                "https://api.example");
    }
}
