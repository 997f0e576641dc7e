package dev.longhaul.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrontabTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/5 * * * *    | 2026-01-01T00:05 | 2026-01-01T00:10",
                "30 2 * * 1-5   | 2026-01-01T02:30 | 2026-01-02T02:30",
                "0 6 * * mon    | 2026-01-05T06:00 | 2026-01-12T06:00",
                "0 6 * * 7      | 2026-01-04T06:00 | 2026-01-11T06:00",
                "0 0 29 2 *     | 2028-02-29T00:00 | 2032-02-29T00:00",
                "15,45 8-9 1 * *| 2026-01-01T08:15 | 2026-01-01T08:45",
                "0 0 13 * 5     | 2026-01-02T00:00 | 2026-01-09T00:00",
                "@daily         | 2026-01-02T00:00 | 2026-01-03T00:00",
                "@hourly        | 2026-01-01T01:00 | 2026-01-01T02:00",
                "@weekly        | 2026-01-04T00:00 | 2026-01-11T00:00",
                "@monthly       | 2026-02-01T00:00 | 2026-03-01T00:00",
                "@yearly        | 2027-01-01T00:00 | 2028-01-01T00:00",
            })
    void aCrontabComesAsCronReadsIt(String line, LocalDateTime first, LocalDateTime second) {
        Crontab crontab = Crontab.read(line);
        assertThat(crontab.after(LocalDateTime.parse("2026-01-01T00:00"))).isEqualTo(first);
        assertThat(crontab.after(first)).isEqualTo(second);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "61 * * * *      | field 1 (minute) must not be '61'; it takes 0-59",
                "0 24 * * *      | field 2 (hour) must not be '24'; it takes 0-23",
                "0 0 0 * *       | field 3 (day of month) must not be '0'; it takes 1-31",
                "0 0 * FOO *     | field 4 (month) must not be 'FOO'; it takes 1-12 or JAN-DEC",
                "0 0 * * 8       | field 5 (day of week) must not be '8'",
                "0 22-2 * * *    | field 2 (hour) must not be '22-2'",
                "*/0 * * * *     | field 1 (minute) must not be '*/0'",
                "0 0 L * *       | field 3 (day of month) must not be 'L'",
                "0 0 ? * *       | field 3 (day of month) must not be '?'",
                "1,,2 * * * *    | field 1 (minute) must not be '1,,2'",
                "* * * *         | it has 4",
                "0 * * * * *     | it has 6, and neither seconds nor years are known here",
                "@reboot         | one of @yearly",
                "@dayly          | did you mean '@daily'?",
                "0 0 30 2 *      | never comes: no month 2 has a day 30",
                "0 0 31 4,6,9 *  | never comes: no month 4,6,9 has a day 31",
            })
    void whatIsWrongIsSaidWithItsPlace(String line, String words) {
        assertThat(Crontab.check(line)).get().asString().contains(words);
    }

    @Test
    void allFieldsThatAreWrongAreNamed() {
        assertThat(Crontab.check("60 25 * * *"))
                .get()
                .asString()
                .contains("field 1 (minute)", "field 2 (hour)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 5 * * *", "5,10 */6 * * *", "@daily", "* 3 * * *"})
    void whatIsRightIsRead(String line) {
        assertThat(Crontab.check(line)).isEmpty();
    }
}
