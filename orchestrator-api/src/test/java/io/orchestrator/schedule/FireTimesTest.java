package io.orchestrator.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.orchestrator.model.MissedFires;
import io.orchestrator.model.Rhythm;
import io.orchestrator.model.Schedule;
import io.orchestrator.model.ScheduledJob;
import io.orchestrator.model.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The times of schedules. */
@Timeout(30)
class FireTimesTest {

    private static long at(String time) {
        return Instant.parse(time).toEpochMilli();
    }

    private static Schedule schedule(Rhythm rhythm, Optional<Long> start, Optional<Long> end) {
        var job = new ScheduledJob("hello", Value.EMPTY, Optional.empty(), Map.of(), "");
        return new Schedule("s", job, rhythm, start, end, MissedFires.ONCE, false, "", 0);
    }

    private static FireTimes times(Rhythm rhythm) {
        return FireTimes.of(schedule(rhythm, Optional.empty(), Optional.empty()));
    }

    @Test
    void keepsAnIntervalInStepWithItsAnchor() {
        var times = times(new Rhythm.Every(90_000, at("2026-11-21T05:00:10Z")));

        assertThat(times.next(at("2026-11-21T05:00:10Z"))).hasValue(at("2026-11-21T05:01:40Z"));
        assertThat(times.next(at("2026-11-21T05:01:39.999Z"))).hasValue(at("2026-11-21T05:01:40Z"));
        assertThat(times.next(at("2026-11-21T04:58:00Z"))).hasValue(at("2026-11-21T04:58:40Z"));
    }

    @Test
    void hasNoTimesBeforeItsStartAndAfterItsEnd() {
        var schedule = schedule(
                new Rhythm.Cron("0 * * * *", "UTC"),
                Optional.of(at("2026-11-21T05:00:00Z")),
                Optional.of(at("2026-11-21T06:00:00Z")));
        var times = FireTimes.of(schedule);

        assertThat(times.next(0)).hasValue(at("2026-11-21T05:00:00Z"));
        assertThat(times.next(at("2026-11-21T05:00:00Z"))).hasValue(at("2026-11-21T06:00:00Z"));
        assertThat(times.next(at("2026-11-21T06:00:00Z"))).isEmpty();
    }

    @Test
    void findsTheNewestTimesOfALongSpanWithoutLookingAtAllOfThem() {
        var everySecond = times(new Rhythm.Cron("* * * * * *", "Europe/Berlin"));
        var yearly = times(new Rhythm.Cron("@yearly", "UTC"));
        var until = at("2026-11-21T05:00:00.500Z");

        assertThat(everySecond.newest(0, until, 3))
                .containsExactly(at("2026-11-21T04:59:58Z"), at("2026-11-21T04:59:59Z"), at("2026-11-21T05:00:00Z"));
        assertThat(yearly.newest(at("2020-06-01T00:00:00Z"), until, 2))
                .containsExactly(at("2025-01-01T00:00:00Z"), at("2026-01-01T00:00:00Z"));
        assertThat(yearly.newest(at("2025-06-01T00:00:00Z"), until, 5)).containsExactly(at("2026-01-01T00:00:00Z"));
        assertThat(yearly.newest(at("2026-02-01T00:00:00Z"), until, 5)).isEmpty();
    }

    @Test
    void findsTheNewestTimesOfAScheduleThatRestsAtNight() {
        var times = times(new Rhythm.Cron("* * 8-17 * * *", "UTC"));

        assertThat(times.newest(at("2026-01-01T00:00:00Z"), at("2026-11-21T05:00:00Z"), 1))
                .containsExactly(at("2026-11-20T17:59:59Z"));
    }

    @Test
    void hasNoTimesWhenItIsNotValid() {
        var wrong = schedule(new Rhythm.Cron("0 * * * *", "Mars/Olympus"), Optional.empty(), Optional.empty());

        assertThatIllegalArgumentException().isThrownBy(() -> FireTimes.of(wrong));
    }

    @Test
    void tellsEveryProblemOfAScheduleAtOnce() {
        var job = new ScheduledJob("no such", Value.EMPTY, Optional.empty(), Map.of(), "");
        var cron = new Rhythm.Cron("61 * * * *", "Europe/Berlim");
        var wrong = new Schedule("-x", job, cron, Optional.of(2L), Optional.of(1L), MissedFires.ALL, false, "", 0);
        var never = schedule(new Rhythm.Cron("0 0 30 2 *", "UTC"), Optional.empty(), Optional.empty());
        var hasty = schedule(new Rhythm.Every(999, 0), Optional.empty(), Optional.empty());

        assertThat(ScheduleCheck.problems(wrong))
                .satisfiesExactly(
                        id -> assertThat(id).startsWith("id '-x'"),
                        workflow -> assertThat(workflow).startsWith("workflow 'no such'"),
                        expression -> assertThat(expression).startsWith("cron '61 * * * *': the field 'minute'"),
                        zone -> assertThat(zone).endsWith("did you mean 'Europe/Berlin'?"),
                        end -> assertThat(end).isEqualTo("end: it is before the start"));
        assertThat(ScheduleCheck.problems(never))
                .containsExactly("cron '0 0 30 2 *': there is no such day in any year");
        assertThat(ScheduleCheck.problems(hasty)).singleElement().asString().startsWith("every: 999 ms");
        assertThat(ScheduleCheck.problems(schedule(new Rhythm.Every(1_000, 0), Optional.empty(), Optional.empty())))
                .isEmpty();
    }

    @Test
    void givesTheJobOfATimeOneId() {
        var schedule = schedule(new Rhythm.Every(1_500, 0), Optional.empty(), Optional.empty());
        var request = ScheduledRequests.at(schedule, 4_500);

        assertThat(request.jobId()).isEqualTo("s-19700101T000004.500Z");
        assertThat(request).isEqualTo(ScheduledRequests.at(schedule, 4_500));
        assertThat(request.requestedAtMs()).isEqualTo(4_500);
        assertThat(request.labels()).isEqualTo(Map.of("schedule", "s"));
        assertThat(ScheduledRequests.time(request.jobId())).contains(Instant.ofEpochMilli(4_500));
        assertThat(ScheduledRequests.time(ScheduledRequests.jobId("a-b", at("2026-11-21T05:00:00Z"))))
                .contains(Instant.parse("2026-11-21T05:00:00Z"));
        assertThat(List.of("s-20261341T000000Z", "s", "s-1970Z"))
                .allSatisfy(id -> assertThat(ScheduledRequests.time(id)).isEmpty());
    }

    @Test
    void isAsLateAsItsLongestInterval() {
        var times = times(new Rhythm.Every(Duration.ofDays(3_660).toMillis(), 0));

        assertThat(times.next(1)).hasValue(Duration.ofDays(3_660).toMillis());
    }
}
