package dev.longhaul.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebAddressTest {

    @ParameterizedTest
    @CsvSource({
        "http://example.org, http://example.org",
        "HTTPS://Example.org:8443/a?b=c#d, https://Example.org:8443/a?b=c",
        "http://bücher.example/größe, http://xn--bcher-kva.example/gr%C3%B6%C3%9Fe",
        "'http://example.org/a b|c%20d%zz', http://example.org/a%20b%7Cc%20d%25zz",
        "'http://[2001:db8::1]:80/', 'http://[2001:db8::1]:80/'",
    })
    void addressesAreReadAsPeopleWriteThem(String written, String read) throws Exception {
        assertThat(WebAddress.parse(written)).hasToString(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "ftp://example.org",
                "gopher://example.org",
                "//example.org",
                "example.org",
                "",
                "http://",
                "http:///path",
                "http://example.org:99999/",
                "http://user:secret@example.org/",
                "http://127.0.0.1\\@example.org/",
            })
    void whatIsNoneIsRefused(String written) {
        assertThatThrownBy(() -> WebAddress.parse(written))
                .isInstanceOf(OutboundFailure.Refused.class);
    }

    @Test
    void redirectsAreReadFromWhereTheyStand() throws Exception {
        var base = URI.create("http://example.org/a/b?c");
        assertThat(WebAddress.resolve(base, "../d e")).hasToString("http://example.org/d%20e");
        assertThat(WebAddress.resolve(base, "//other.example/x"))
                .hasToString("http://other.example/x");
        assertThat(WebAddress.resolve(base, "https://other.example"))
                .hasToString("https://other.example");
        assertThatThrownBy(() -> WebAddress.resolve(base, "file:///etc/passwd"))
                .isInstanceOf(OutboundFailure.Refused.class);
    }
}
