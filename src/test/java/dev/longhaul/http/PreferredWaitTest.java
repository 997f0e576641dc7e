package dev.longhaul.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreferredWaitTest {

    private static Optional<Integer> seconds(String... headers) {
        return PreferredWait.read(List.of(headers)).map(PreferredWait::seconds);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "wait=5 | 5",
                "WAIT = 5 | 5",
                "wait=\"5\" | 5",
                "respond-async, wait=10 | 10",
                "respond-async; a=b; c, wait=10; foo=\"bar\", wait=20 | 10",
                "x=\"a, wait=7, b\", wait=3 | 3",
                "x=\"a\\\", wait=7\", wait=3 | 3",
                "wait=0 | 0",
                "wait=31 | 30",
                "wait=99999999999999999999 | 30"
            })
    void aWaitIsReadAndCapped(String header, int seconds) {
        assertThat(seconds(header)).contains(seconds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "wait",
                "wait=",
                "wait=-1",
                "wait=1.5",
                "wait=soon",
                "wait=5 6",
                "wait=soon, wait=5",
                "await=5",
                "x=\"wait=5\"",
                "\"wait=5"
            })
    void whatIsNoWaitIsIgnored(String header) {
        assertThat(seconds(header)).isEmpty();
    }

    @Test
    void allHeadersCountInTheirOrder() {
        assertThat(seconds("respond-async", "wait=4", "wait=8")).contains(4);
        assertThat(seconds()).isEmpty();
    }
}
