package dev.longhaul.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReprieveTest {

    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

    private final Reprieve reprieve = new Reprieve(Duration.ofSeconds(15), Duration.ofSeconds(10));

    private boolean isOverAfter(int seconds) {
        return reprieve.isOver(START.plusSeconds(seconds));
    }

    /** Looks each five seconds until the reprieve at the start is over, at second 15. */
    private void settle() {
        assertThat(isOverAfter(0)).isFalse();
        assertThat(isOverAfter(5)).isFalse();
        assertThat(isOverAfter(10)).isFalse();
        assertThat(isOverAfter(15)).isTrue();
    }

    @Test
    void whoLooksForTheFirstTimeDoesNotKnowWhatWasBefore() {
        settle();
        assertThat(isOverAfter(20)).isTrue();
    }

    @Test
    void aLookThatFailedBeginsItAnew() {
        settle();
        reprieve.lookFailed();
        assertThat(isOverAfter(25)).isFalse();
        assertThat(isOverAfter(30)).isFalse();
        assertThat(isOverAfter(35)).isFalse();
        assertThat(isOverAfter(40)).isTrue();
    }

    @Test
    void itCountsFromTheEndOfAnOutageNotFromItsBeginning() {
        settle();
        reprieve.lookFailed();
        assertThat(isOverAfter(25)).isFalse();
        reprieve.lookFailed();
        assertThat(isOverAfter(35)).isFalse();
        assertThat(isOverAfter(40)).isFalse();
        assertThat(isOverAfter(45)).isFalse();
        assertThat(isOverAfter(50)).isTrue();
    }

    @Test
    void aLongGapBetweenTwoLooksBeginsItAnew() {
        settle();
        assertThat(isOverAfter(25)).as("ten seconds are no long gap").isTrue();
        assertThat(isOverAfter(36)).isFalse();
        assertThat(isOverAfter(41)).isFalse();
        assertThat(isOverAfter(46)).isFalse();
        assertThat(isOverAfter(51)).isTrue();
    }

    @Test
    void aClockThatIsSetBackDoesNotHoldItBackForHours() {
        settle();
        assertThat(isOverAfter(-3600)).isFalse();
        assertThat(isOverAfter(-3595)).isFalse();
        assertThat(isOverAfter(-3590)).isFalse();
        assertThat(isOverAfter(-3585)).isTrue();
    }
}
