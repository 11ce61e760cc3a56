package io.orchestrator.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which instants a cron expression means. */
class CronTimesTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static List<String> next(String expression, String zone, String after, int count) {
        var times = new CronTimes(CronExpression.parse(expression), ZoneId.of(zone));
        var found = new ArrayList<String>();
        var at = OptionalLong.of(Instant.parse(after).toEpochMilli());
        for (int i = 0; i < count && at.isPresent(); i++) {
            at = times.next(at.getAsLong());
            at.ifPresent(ms -> found.add(Instant.ofEpochMilli(ms).toString()));
        }
        return found;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            */15 * * * *          | 2026-11-21T05:00:00Z     | 2026-11-21T05:15:00Z | 2026-11-21T05:30:00Z
            */15 * * * *          | 2026-11-21T04:59:59.999Z | 2026-11-21T05:00:00Z | 2026-11-21T05:15:00Z
            0 6 * * *             | 2026-11-21T06:00:00Z     | 2026-11-22T06:00:00Z | 2026-11-23T06:00:00Z
            0 9-17/4 * * MON-FRI  | 2026-11-20T13:00:00Z     | 2026-11-20T17:00:00Z | 2026-11-23T09:00:00Z
            5,35 22 * * *         | 2026-11-21T22:05:00Z     | 2026-11-21T22:35:00Z | 2026-11-22T22:05:00Z
            0 0 31 * *            | 2026-11-21T00:00:00Z     | 2026-12-31T00:00:00Z | 2027-01-31T00:00:00Z
            0 0 L * *             | 2026-11-21T00:00:00Z     | 2026-11-30T00:00:00Z | 2026-12-31T00:00:00Z
            0 0 L feb ?           | 2026-11-21T00:00:00Z     | 2027-02-28T00:00:00Z | 2028-02-29T00:00:00Z
            0 0 29 2 *            | 2096-02-29T00:00:00Z     | 2104-02-29T00:00:00Z | 2108-02-29T00:00:00Z
            0 0 13 * FRI          | 2026-11-11T00:00:00Z     | 2026-11-13T00:00:00Z | 2026-11-20T00:00:00Z
            0 0 * * 0             | 2026-11-21T00:00:00Z     | 2026-11-22T00:00:00Z | 2026-11-29T00:00:00Z
            0 0 * * 7             | 2026-11-21T00:00:00Z     | 2026-11-22T00:00:00Z | 2026-11-29T00:00:00Z
            0 0 1 JAN,jul *       | 2026-11-21T00:00:00Z     | 2027-01-01T00:00:00Z | 2027-07-01T00:00:00Z
            50/4 * * * *          | 2026-11-21T05:00:00Z     | 2026-11-21T05:50:00Z | 2026-11-21T05:54:00Z
            */20 0 0 1 1 *        | 2026-01-01T00:00:00Z     | 2026-01-01T00:00:20Z | 2026-01-01T00:00:40Z
            @hourly               | 2026-11-21T05:00:00Z     | 2026-11-21T06:00:00Z | 2026-11-21T07:00:00Z
            @Monthly              | 2026-11-21T05:00:00Z     | 2026-12-01T00:00:00Z | 2027-01-01T00:00:00Z
            @weekly               | 2026-11-21T05:00:00Z     | 2026-11-22T00:00:00Z | 2026-11-29T00:00:00Z
            """)
    void findsTheNextTimes(String expression, String after, String first, String second) {
        assertThat(next(expression, "UTC", after, 2)).containsExactly(first, second);
    }

    /** In Berlin the clocks go from 02:00 to 03:00 on 2026-03-29, and from 03:00 back to 02:00 on 2026-10-25. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            30 2 * * *    | 2026-03-28T12:00:00Z | 2026-03-29T01:00:00Z | 2026-03-30T00:30:00Z | 2026-03-31T00:30:00Z
            0 3 * * *     | 2026-03-28T12:00:00Z | 2026-03-29T01:00:00Z | 2026-03-30T01:00:00Z | 2026-03-31T01:00:00Z
            0,30 2-3 * * * | 2026-03-29T00:30:00Z | 2026-03-29T01:00:00Z | 2026-03-29T01:30:00Z | 2026-03-30T00:00:00Z
            */30 * * * *  | 2026-03-29T00:30:00Z | 2026-03-29T01:00:00Z | 2026-03-29T01:30:00Z | 2026-03-29T02:00:00Z
            0 * * * *     | 2026-03-28T23:30:00Z | 2026-03-29T00:00:00Z | 2026-03-29T01:00:00Z | 2026-03-29T02:00:00Z
            30 2 * * *    | 2026-10-24T12:00:00Z | 2026-10-25T00:30:00Z | 2026-10-26T01:30:00Z | 2026-10-27T01:30:00Z
            30 2 * * *    | 2026-10-25T01:10:00Z | 2026-10-26T01:30:00Z | 2026-10-27T01:30:00Z | 2026-10-28T01:30:00Z
            0 3 * * *     | 2026-10-24T12:00:00Z | 2026-10-25T02:00:00Z | 2026-10-26T02:00:00Z | 2026-10-27T02:00:00Z
            0 * * * *     | 2026-10-24T23:30:00Z | 2026-10-25T00:00:00Z | 2026-10-25T01:00:00Z | 2026-10-25T02:00:00Z
            */30 2 * * *  | 2026-10-24T12:00:00Z | 2026-10-25T00:00:00Z | 2026-10-25T00:30:00Z | 2026-10-26T01:00:00Z
            0 0 * * *     | 2026-10-24T12:00:00Z | 2026-10-24T22:00:00Z | 2026-10-25T23:00:00Z | 2026-10-26T23:00:00Z
            """)
    void comesOnceWhenTheClocksChange(String expression, String after, String first, String second, String third) {
        assertThat(next(expression, "Europe/Berlin", after, 3)).containsExactly(first, second, third);
    }

    @Test
    void keepsTimesOfZonesThatChangeByHalfAnHourOrAtMidnight() {
        assertThat(next("45 1 * * *", "Australia/Lord_Howe", "2026-04-03T20:00:00Z", 2))
                .containsExactly("2026-04-04T14:45:00Z", "2026-04-05T15:15:00Z");
        assertThat(next("0 0 * * *", "Africa/Cairo", "2026-04-23T00:00:00Z", 2))
                .containsExactly("2026-04-23T22:00:00Z", "2026-04-24T21:00:00Z");
    }

    @Test
    void fitsItsExpressionInEveryHourOfTwoYears() {
        var zone = ZoneId.of("America/New_York");
        var times = new CronTimes(CronExpression.parse("17 4 * * TUE"), zone);
        var at = Instant.parse("2026-01-01T00:00:00Z");
        var end = Instant.parse("2028-01-01T00:00:00Z");
        var found = new ArrayList<ZonedDateTime>();
        for (var next = times.next(at.toEpochMilli()); next.getAsLong() < end.toEpochMilli(); ) {
            found.add(Instant.ofEpochMilli(next.getAsLong()).atZone(zone));
            next = times.next(next.getAsLong());
        }

        assertThat(found).hasSize(104).allSatisfy(time -> {
            assertThat(time.getDayOfWeek()).isEqualTo(DayOfWeek.TUESDAY);
            assertThat(time.toLocalTime()).hasToString("04:17");
        });
    }

    /** Wherever one looks from, the next time is the same: looking is not telling. */
    @Test
    void findsTheSameTimesFromWhereverItLooks() {
        var random = new Random(11);
        var from = LocalDateTime.parse("2026-10-24T00:00:00").atZone(BERLIN).toInstant();
        for (String text : List.of("30 2 * * *", "0 * * * *", "*/7 1-3 * * *", "0 0 L * *")) {
            var times = new CronTimes(CronExpression.parse(text), BERLIN);
            for (int i = 0; i < 300; i++) {
                var at = from.toEpochMilli() + random.nextLong(3 * 86_400_000L);
                var next = times.next(at).getAsLong();
                var between = at + (next - at) / 2;

                assertThat(next).isGreaterThan(at);
                assertThat(times.next(between).getAsLong())
                        .as("%s from %s", text, Instant.ofEpochMilli(between))
                        .isEqualTo(between == next ? times.next(next).getAsLong() : next);
            }
        }
    }

    @Test
    void endsLookingWhenThereIsNoSuchDay() {
        assertThat(next("0 0 30 2 *", "Europe/Berlin", "2026-11-21T00:00:00Z", 1))
                .isEmpty();
        assertThat(next("0 0 31 4,6 ?", "UTC", "2026-11-21T00:00:00Z", 1)).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithAnExpression() {
        Stream.of(
                        "* * * *|it has 4 fields",
                        "|it has 1 field",
                        "60 * * * *|'minute' (60) has '60': give a whole number from 0 to 59",
                        "* 24 * * *|'hour'",
                        "* * 0 * *|'day of month' (0) has '0': give a whole number from 1 to 31",
                        "* * * 13 *|or JAN to DEC",
                        "* * * * MONDAY|'day of week' (MONDAY) has 'MONDAY'",
                        "5-1 * * * *|ends before it begins",
                        "*/0 * * * *|has the step '0'",
                        "1/2/3 * * * *|more than one '/'",
                        "1-2-3 * * * *|more than one '-'",
                        "1,,2 * * * *|has ''",
                        "* * 1W * *|has '1W'",
                        "@often|there is no '@often'")
                .map(row -> row.split("\\|", 2))
                .forEach(row -> assertThatIllegalArgumentException()
                        .as(row[0])
                        .isThrownBy(() -> CronExpression.parse(row[0]))
                        .withMessageContaining(row[1]));
    }
}
