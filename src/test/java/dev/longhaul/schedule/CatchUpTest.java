package dev.longhaul.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatchUpTest {

    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<Instant> DUE =
            List.of(FIRST, FIRST.plusSeconds(300), FIRST.plusSeconds(600));

    private static CatchUp.Choice choice(CatchUp catchUp, int most, int secondsAfterTheLast) {
        return catchUp.choose(
                DUE, most, DUE.getLast().plusSeconds(secondsAfterTheLast), Duration.ofMinutes(1));
    }

    @Test
    void oneStandsForAll() {
        assertThat(choice(CatchUp.ONE, 100, 200).at()).contains(DUE.get(2));
        assertThat(choice(CatchUp.ONE, 100, 200).missed()).contains(DUE.get(1));
    }

    @Test
    void noneIsMadeUpForUnlessItHasOnlyJustPassed() {
        assertThat(choice(CatchUp.NONE, 100, 61).at()).isEmpty();
        assertThat(choice(CatchUp.NONE, 100, 61).missed()).contains(DUE.get(2));
        assertThat(choice(CatchUp.NONE, 100, 61).last()).isEqualTo(DUE.get(2));
        assertThat(choice(CatchUp.NONE, 100, 60).at()).contains(DUE.get(2));
    }

    @Test
    void allComeOneAfterTheOtherUpToABound() {
        assertThat(choice(CatchUp.ALL, 100, 200).at()).contains(DUE.get(0));
        assertThat(choice(CatchUp.ALL, 100, 200).missed()).isEmpty();
        assertThat(choice(CatchUp.ALL, 2, 200).at()).contains(DUE.get(1));
        assertThat(choice(CatchUp.ALL, 2, 200).missed()).contains(DUE.get(0));
    }
}
