package dev.longhaul.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

    @ParameterizedTest
    @CsvSource({
        "bytes=0-9, 0, 9",
        "bytes=90-, 90, 99",
        "bytes=-1, 99, 99",
        "bytes=-500, 0, 99",
        "bytes=95-500, 95, 99"
    })
    void aSingleRangeIsRead(String header, long first, long last) {
        assertThat(ByteRange.read(Optional.of(header), 100))
                .isEqualTo(new ByteRange.Request.Part(new ByteRange(first, last)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0"})
    void aRangeBeyondTheEndCannotBeSatisfied(String header) {
        assertThat(ByteRange.read(Optional.of(header), 100))
                .isEqualTo(new ByteRange.Request.Unsatisfiable());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes=",
                "bytes=-",
                "bytes=9-0",
                "lines=1-2",
                "bytes=0-1,5-6",
                "bytes=99999999999999999999-"
            })
    void whatIsNoSingleRangeIsIgnored(String header) {
        assertThat(ByteRange.read(Optional.of(header), 100))
                .isEqualTo(new ByteRange.Request.Everything());
    }
}
