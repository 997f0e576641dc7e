package dev.longhaul.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When schedules fire, in particular in the nights in which clocks are changed. */
class FireTimesTest {

    private static CronTimes cron(String line, String zone) {
        return new CronTimes(Crontab.read(line), ZoneId.of(zone));
    }

    /** The fires after a time, as a clock on the wall shows them, with their offset. */
    private static List<String> fires(FireTimes times, String zone, String after, int count) {
        return times.after(ZonedDateTime.parse(after).toInstant(), count).stream()
                .map(time -> time.atZone(ZoneId.of(zone)).toOffsetDateTime().toString())
                .toList();
    }

    @Test
    void anHourThatIsSkippedInBerlinFiresWhenItWouldBeOver() {
        assertThat(
                        fires(
                                cron("30 2 * * *", "Europe/Berlin"),
                                "Europe/Berlin",
                                "2026-03-28T00:00+01:00",
                                3))
                .containsExactly(
                        "2026-03-28T02:30+01:00",
                        "2026-03-29T03:00+02:00",
                        "2026-03-30T02:30+02:00");
    }

    @Test
    void severalTimesThatAreSkippedFireOnce() {
        assertThat(
                        fires(
                                cron("0,30 2,3 * * *", "Europe/Berlin"),
                                "Europe/Berlin",
                                "2026-03-29T00:00+01:00",
                                3))
                .containsExactly(
                        "2026-03-29T03:00+02:00",
                        "2026-03-29T03:30+02:00",
                        "2026-03-30T02:00+02:00");
    }

    @Test
    void anHourThatComesTwiceInBerlinFiresTheFirstTime() {
        assertThat(
                        fires(
                                cron("30 2 * * *", "Europe/Berlin"),
                                "Europe/Berlin",
                                "2026-10-24T12:00+02:00",
                                2))
                .containsExactly("2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00");
        assertThat(
                        fires(
                                cron("30 2 * * *", "Europe/Berlin"),
                                "Europe/Berlin",
                                "2026-10-25T02:10+01:00",
                                1))
                .as("also for whoever asks in between")
                .containsExactly("2026-10-26T02:30+01:00");
    }

    @Test
    void whatGoesByPassingTimeFiresInBothHoursAndInNoneThatIsSkipped() {
        assertThat(
                        fires(
                                cron("*/30 * * * *", "Europe/Berlin"),
                                "Europe/Berlin",
                                "2026-10-25T02:00+02:00",
                                4))
                .containsExactly(
                        "2026-10-25T02:30+02:00",
                        "2026-10-25T02:00+01:00",
                        "2026-10-25T02:30+01:00",
                        "2026-10-25T03:00+01:00");
        assertThat(
                        fires(
                                cron("*/30 * * * *", "Europe/Berlin"),
                                "Europe/Berlin",
                                "2026-03-29T01:00+01:00",
                                3))
                .containsExactly(
                        "2026-03-29T01:30+01:00",
                        "2026-03-29T03:00+02:00",
                        "2026-03-29T03:30+02:00");
    }

    @Test
    void newYorkChangesOnItsOwnDays() {
        String zone = "America/New_York";
        assertThat(fires(cron("15 2 * * *", zone), zone, "2026-03-07T12:00-05:00", 2))
                .containsExactly("2026-03-08T03:00-04:00", "2026-03-09T02:15-04:00");
        assertThat(fires(cron("15 1 * * *", zone), zone, "2026-10-31T12:00-04:00", 2))
                .containsExactly("2026-11-01T01:15-04:00", "2026-11-02T01:15-05:00");
        assertThat(fires(cron("0 * * * *", zone), zone, "2026-11-01T00:30-04:00", 3))
                .containsExactly(
                        "2026-11-01T01:00-04:00",
                        "2026-11-01T01:00-05:00",
                        "2026-11-01T02:00-05:00");
    }

    @Test
    void lordHoweChangesByHalfAnHour() {
        String zone = "Australia/Lord_Howe";
        assertThat(fires(cron("15 2 * * *", zone), zone, "2026-10-03T12:00+10:30", 2))
                .containsExactly("2026-10-04T02:30+11:00", "2026-10-05T02:15+11:00");
        assertThat(fires(cron("45 1 * * *", zone), zone, "2026-04-04T12:00+11:00", 2))
                .containsExactly("2026-04-05T01:45+11:00", "2026-04-06T01:45+10:30");
        assertThat(fires(cron("*/15 * * * *", zone), zone, "2026-04-05T01:30+11:00", 4))
                .containsExactly(
                        "2026-04-05T01:45+11:00",
                        "2026-04-05T01:30+10:30",
                        "2026-04-05T01:45+10:30",
                        "2026-04-05T02:00+10:30");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe"})
    void aCrontabThatNamesATimeFiresOnEveryDayOfTheYearExactlyOnce(String zone) {
        Instant newYear = ZonedDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneId.of(zone)).toInstant();
        for (String line : List.of("0 2 * * *", "30 1 * * *", "45 1 * * *", "10 2 * * *")) {
            var days =
                    Stream.concat(
                                    Stream.of(cron(line, zone).after(newYear)),
                                    cron(line, zone)
                                            .after(cron(line, zone).after(newYear), 364)
                                            .stream())
                            .map(time -> time.atZone(ZoneId.of(zone)).toLocalDate())
                            .toList();
            assertThat(days).doesNotHaveDuplicates().hasSize(365);
            assertThat(days.getLast().getDayOfYear()).isEqualTo(365);
        }
    }

    /** Every minute of a year, looked at one by one. */
    @ParameterizedTest
    @CsvSource({
        "*/20 1-3 * * *, Europe/Berlin",
        "10 */2 * * *, America/New_York",
        "*/30 * 1-7 4 *, Australia/Lord_Howe"
    })
    void whatGoesByPassingTimeIsWhatAClockShows(String line, String zone) {
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        var shown =
                Stream.iterate(start.plusSeconds(60), time -> time.plusSeconds(60))
                        .limit(365 * 24 * 60)
                        .filter(time -> {
                            ZonedDateTime wall = time.atZone(ZoneId.of(zone));
                            return switch (line.substring(0, 4)) {
                                case "*/20" ->
                                        wall.getMinute() % 20 == 0
                                                && wall.getHour() >= 1
                                                && wall.getHour() <= 3;
                                case "10 *" -> wall.getMinute() == 10 && wall.getHour() % 2 == 0;
                                default ->
                                        wall.getMinute() % 30 == 0
                                                && wall.getDayOfMonth() <= 7
                                                && wall.getMonthValue() == 4;
                            };
                        })
                        .toList();
        assertThat(shown).isNotEmpty();
        assertThat(cron(line, zone).after(start, shown.size())).isEqualTo(shown);
    }

    @Test
    void anIntervalKeepsItsDistanceWhateverClocksDo() {
        var times = new IntervalTimes(Duration.ofHours(24), Instant.parse("2026-03-01T01:30:00Z"));
        assertThat(fires(times, "Europe/Berlin", "2026-03-28T00:00+01:00", 3))
                .containsExactly(
                        "2026-03-28T02:30+01:00",
                        "2026-03-29T03:30+02:00",
                        "2026-03-30T03:30+02:00");
    }

    @Test
    void anIntervalIsCountedFromItsAnchorInBothDirections() {
        var times = new IntervalTimes(Duration.ofMinutes(7), Instant.parse("2026-01-01T00:03:00Z"));
        assertThat(times.after(Instant.parse("2025-12-31T23:50:00Z"), 3))
                .containsExactly(
                        Instant.parse("2025-12-31T23:56:00Z"),
                        Instant.parse("2026-01-01T00:03:00Z"),
                        Instant.parse("2026-01-01T00:10:00Z"));
    }

    @Test
    void theNewestOfManyAreFoundFromTheirEnd() {
        Instant end = Instant.parse("2026-06-01T12:00:30Z");
        CronTimes times = cron("* * * * *", "Europe/Berlin");
        assertThat(times.newest(3, Instant.parse("2020-01-01T00:00:00Z"), end))
                .containsExactly(
                        Instant.parse("2026-06-01T11:58:00Z"),
                        Instant.parse("2026-06-01T11:59:00Z"),
                        Instant.parse("2026-06-01T12:00:00Z"));
        assertThat(times.newest(3, Instant.parse("2026-06-01T12:00:00Z"), end)).isEmpty();
        assertThat(cron("0 0 1 1 *", "UTC").newest(2, Instant.parse("2020-06-01T00:00:00Z"), end))
                .containsExactly(
                        Instant.parse("2025-01-01T00:00:00Z"),
                        Instant.parse("2026-01-01T00:00:00Z"));
    }
}
