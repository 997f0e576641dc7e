package dev.longhaul.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
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
        "bytes=95-500, 95, 99",
        "Bytes = 0-9, 0, 9"
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
                "bytes=0-1,x",
                "bytes=0-50,40-60",
                "bytes=0-1,90-,-20",
                "bytes=99999999999999999999-"
            })
    void whatIsNoSingleRangeIsIgnored(String header) {
        assertThat(ByteRange.read(Optional.of(header), 100))
                .isEqualTo(new ByteRange.Request.Everything());
    }

    @Test
    void severalRangesAreReadInTheirOrderWithoutThoseBeyondTheEnd() {
        assertThat(ByteRange.read(Optional.of("bytes=50-59, ,0-9,-1,200-300"), 100))
                .isEqualTo(
                        new ByteRange.Request.Parts(
                                List.of(
                                        new ByteRange(50, 59),
                                        new ByteRange(0, 9),
                                        new ByteRange(99, 99))));
        assertThat(ByteRange.read(Optional.of("bytes=7-8,200-300"), 100))
                .isEqualTo(new ByteRange.Request.Part(new ByteRange(7, 8)));
        assertThat(ByteRange.read(Optional.of("bytes=100-,200-300"), 100))
                .isEqualTo(new ByteRange.Request.Unsatisfiable());
    }

    @Test
    void whoAsksForTooManyRangesGetsEverything() {
        String header =
                IntStream.rangeClosed(0, ByteRange.MOST_PARTS)
                        .mapToObj(i -> 2 * i + "-" + 2 * i)
                        .collect(Collectors.joining(",", "bytes=", ""));
        assertThat(ByteRange.read(Optional.of(header), 100))
                .isEqualTo(new ByteRange.Request.Everything());
    }
}
