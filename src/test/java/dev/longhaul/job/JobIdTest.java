package dev.longhaul.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobIdTest {

    private static final Instant NOW = Instant.parse("2026-11-20T17:30:00.123Z");

    @Test
    void anIdIsAUuidOfVersion7ThatTellsItsTime() {
        JobId id = JobId.create(NOW, new SecureRandom());
        assertThat(id.value().version()).isEqualTo(7);
        assertThat(id.value().variant()).isEqualTo(2);
        assertThat(id.created()).isEqualTo(NOW);
        assertThat(JobId.parse(id.toString())).contains(id);
    }

    @Test
    void idsSortByTheirTimes() {
        assertThat(JobId.create(NOW, new SecureRandom()))
                .isLessThan(JobId.create(NOW.plusMillis(1), new SecureRandom()));
    }

    @Test
    void idsOfOneMomentDiffer() {
        assertThat(
                        IntStream.range(0, 10_000)
                                .mapToObj(i -> JobId.create(NOW, new SecureRandom()))
                                .distinct())
                .hasSize(10_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "1-1-1-1-1",
                "01937c1e-0000-7000-8000-00000000000",
                "01937c1e000070008000000000000000"
            })
    void whatIsNotCanonicalIsNoId(String text) {
        assertThat(JobId.parse(text)).isEmpty();
    }
}
