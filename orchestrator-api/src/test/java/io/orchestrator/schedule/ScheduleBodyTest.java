package io.orchestrator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.json.Json;
import io.orchestrator.model.MissedFires;
import io.orchestrator.model.Priority;
import io.orchestrator.model.Rhythm;
import io.orchestrator.model.ScheduleView;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Schedules as JSON. */
class ScheduleBodyTest {

    private static ScheduleBody.Read read(String json) {
        return ScheduleBody.read("nightly", Json.parseDict(json), "ann", 7);
    }

    @Test
    void readsEveryField() {
        var read = read("""
                {"workflow": "report@1.0.0", "inputs": {"n": 1}, "priority": "low", "labels": {"team": "a"},
                 "workspace": "/data", "cron": "0 3 * * *", "time_zone": "Europe/Berlin",
                 "start": "2026-11-21T05:00:00Z", "end": "2027-11-21T05:00:00Z", "missed": "all", "paused": true}""");

        assertThat(read.problems()).isEmpty();
        var schedule = read.schedule();
        assertThat(schedule.job().priority()).contains(Priority.LOW);
        assertThat(schedule.rhythm()).isEqualTo(new Rhythm.Cron("0 3 * * *", "Europe/Berlin"));
        assertThat(schedule.missed()).isEqualTo(MissedFires.ALL);
        assertThat(schedule.paused()).isTrue();
        assertThat(schedule.changedBy()).isEqualTo("ann");
        assertThat(schedule.changedAtMs()).isEqualTo(7);
    }

    @Test
    void readsItsOwnShapeAgain() {
        var first = read("{\"workflow\": \"report\", \"every\": \"90s\", \"anchor\": \"2026-11-21T05:00:00Z\"}")
                .schedule();
        var shape = ScheduleShape.of(new ScheduleView(first, Optional.of(1L), Optional.empty(), "", Optional.empty()));

        assertThat(shape).isEqualTo(Json.parse("""
                {"id": "nightly", "workflow": "report", "inputs": {}, "priority": null, "labels": {}, "workspace": "",
                 "every": "90s", "anchor": "2026-11-21T05:00:00Z", "start": null, "end": null, "missed": "once",
                 "paused": false, "changed_by": "ann", "changed_at": "1970-01-01T00:00:00.007Z", "state": "active",
                 "next_at": "1970-01-01T00:00:00.001Z", "last_at": null, "last_job": null, "missed_at": null}"""));
    }

    @Test
    void tellsEverythingThatIsWrongAtOnce() {
        var read = read("""
                {"workflow": 1, "input": {}, "inputs": [], "priority": "urgent", "labels": {"a": 1}, "every": "soon",
                 "time_zone": "UTC", "start": "tomorrow", "missed": "never", "paused": "no"}""");

        assertThat(read.problems())
                .containsExactly(
                        "there is no field 'input'; did you mean 'inputs'?",
                        "workflow is not a text",
                        "inputs is not an object",
                        "priority 'urgent' is none of high, normal, low",
                        "labels.a is not a text",
                        "time_zone is for 'cron'",
                        "every 'soon': write a whole number and s, m, h or d, for example 10m",
                        "start 'tomorrow': write a time in UTC like 2026-11-21T05:00:00Z",
                        "missed 'never' is none of skip, once, all",
                        "paused is not true or false");
    }

    @Test
    void needsEitherCronOrAnInterval() {
        assertThat(read("{\"workflow\": \"report\"}").problems()).containsExactly("set either cron or every");
        assertThat(read("{\"workflow\": \"report\", \"cron\": \"@daily\", \"every\": \"1h\", \"anchor\": \"x\"}")
                        .problems())
                .contains("set either cron or every", "anchor is for 'every'");
    }
}
