package io.orchestrator.coordinator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.coordinator.state.StateCodec;
import io.orchestrator.coordinator.store.ScheduleStore;
import io.orchestrator.coordinator.store.Stores;
import io.orchestrator.json.Json;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.MissedFires;
import io.orchestrator.model.Rhythm;
import io.orchestrator.model.Schedule;
import io.orchestrator.model.ScheduleView;
import io.orchestrator.model.ScheduledJob;
import io.orchestrator.model.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When the jobs of schedules begin. It is five o'clock. */
class SchedulesTest {

    private static final Rhythm HOURLY = new Rhythm.Cron("0 * * * *", "UTC");
    private static final Rhythm EVERY_MINUTE = new Rhythm.Every(60_000, 0);

    @RegisterExtension
    private final JobsRig rig = new JobsRig();

    private @Nullable ScheduleView last;

    private static Schedule schedule(Rhythm rhythm, MissedFires missed) {
        var job = new ScheduledJob("hello", Value.EMPTY, Optional.empty(), Map.of("team", "a"), "");
        return new Schedule("s", job, rhythm, Optional.empty(), Optional.empty(), missed, false, "ann", 0);
    }

    private List<String> begun() {
        return rig.requests().stream().map(JobRequest::jobId).toList();
    }

    private ScheduleView view() {
        rig.records(rig.topics.scheduleViews())
                .forEach(record -> last = rig.codecs.scheduleViews().decode(record.value()));
        return Objects.requireNonNull(last);
    }

    private static long at(String time) {
        return Instant.parse(time).toEpochMilli();
    }

    @Test
    void beginsAJobAtEachOfItsTimesWhenACoordinatorRuns() {
        rig.put(schedule(EVERY_MINUTE, MissedFires.ONCE));
        rig.advance(Duration.ofSeconds(59));
        var early = begun();
        rig.advance(Duration.ofSeconds(2));
        rig.advance(Duration.ofSeconds(60));

        assertThat(early).isEmpty();
        assertThat(begun()).containsExactly("s-20261121T050100Z", "s-20261121T050200Z");
        assertThat(view().nextMs()).contains(at("2026-11-21T05:03:00Z"));
        assertThat(view().lastMs()).contains(at("2026-11-21T05:02:00Z"));
        assertThat(view().lastJob()).isEqualTo("s-20261121T050200Z");
        assertThat(view().missedMs()).isEmpty();
    }

    @Test
    void asksForTheJobAsTheScheduleSays() {
        var job = new ScheduledJob(
                "hello@1.0.0", Value.of(Map.of("who", Value.of("you"))), Optional.empty(), Map.of("team", "a"), "/w");
        rig.put(new Schedule(
                "s", job, EVERY_MINUTE, Optional.empty(), Optional.empty(), MissedFires.ONCE, false, "ann", 0));
        rig.advance(Duration.ofSeconds(61));

        assertThat(rig.requests()).singleElement().satisfies(request -> {
            assertThat(request.workflow()).contains("hello@1.0.0");
            assertThat(request.inputs()).isEqualTo(Json.parse("{\"who\": \"you\"}"));
            assertThat(request.labels()).isEqualTo(Map.of("team", "a", "schedule", "s"));
            assertThat(request.workspace()).isEqualTo("/w");
            assertThat(request.requestedBy()).isEqualTo("schedule:s");
            assertThat(request.requestedAtMs()).isEqualTo(at("2026-11-21T05:01:00Z"));
        });
    }

    @Test
    void runsTheJobThatItAskedFor() {
        rig.publish("three", Workflows.THREE);
        var job = new ScheduledJob("three", Value.of(Map.of("who", Value.of("you"))), Optional.empty(), Map.of(), "");
        rig.put(new Schedule(
                "s", job, EVERY_MINUTE, Optional.empty(), Optional.empty(), MissedFires.ONCE, false, "ann", 0));
        rig.advance(Duration.ofSeconds(60));

        assertThat(rig.commands())
                .singleElement()
                .satisfies(command -> assertThat(command.task().jobId()).isEqualTo("s-20261121T050100Z"));
    }

    @Test
    void showsAJobThatIsRefusedWhenItsWorkflowIsNotPublished() {
        rig.put(schedule(EVERY_MINUTE, MissedFires.ONCE));
        rig.advance(Duration.ofSeconds(60));
        rig.advance(Duration.ofSeconds(15));

        assertThat(rig.events())
                .singleElement()
                .satisfies(event -> assertThat(event.fact()).isInstanceOf(JobFact.JobRejected.class));
    }

    @Test
    void beginsOneJobForAllTimesThatWereMissedWhenItSaysOnce() {
        rig.put(schedule(HOURLY, MissedFires.ONCE));
        rig.advance(Duration.ofMinutes(200));

        assertThat(begun()).containsExactly("s-20261121T080000Z");
        assertThat(view().missedMs()).contains(at("2026-11-21T06:00:00Z"));
        assertThat(view().nextMs()).contains(at("2026-11-21T09:00:00Z"));
        assertThat(rig.meters.get("orchestrator.schedule.missed").counter().count())
                .isEqualTo(1);
    }

    @Test
    void beginsEachJobThatWasMissedWhenItSaysAll() {
        rig.put(schedule(HOURLY, MissedFires.ALL));
        rig.advance(Duration.ofMinutes(200));

        assertThat(begun()).containsExactly("s-20261121T060000Z", "s-20261121T070000Z", "s-20261121T080000Z");
        assertThat(view().missedMs()).isEmpty();
    }

    @Test
    void beginsTheNewestOnesWhenVeryManyWereMissed() {
        rig.put(schedule(EVERY_MINUTE, MissedFires.ALL));
        rig.advance(Duration.ofMinutes(200));

        assertThat(begun())
                .hasSize(Schedules.MAX_CATCH_UP)
                .startsWith("s-20261121T064100Z")
                .endsWith("s-20261121T082000Z");
        assertThat(view().missedMs()).contains(at("2026-11-21T05:01:00Z"));
    }

    @Test
    void beginsNoneThatWasMissedWhenItSaysSkip() {
        rig.put(schedule(HOURLY, MissedFires.SKIP));
        rig.advance(Duration.ofMinutes(200));
        var missed = begun();
        rig.advance(Duration.ofMinutes(40));

        assertThat(missed).isEmpty();
        assertThat(begun()).containsExactly("s-20261121T090000Z");
        assertThat(view().missedMs()).contains(at("2026-11-21T06:00:00Z"));
    }

    @Test
    void beginsATimeOfAMomentAgoWhenItSaysSkip() {
        rig.put(schedule(HOURLY, MissedFires.SKIP));
        rig.advance(Duration.ofHours(2).plusSeconds(59));

        assertThat(begun()).containsExactly("s-20261121T070000Z");
    }

    @Test
    void beginsNoneWhilePausedAndNoneOfThoseTimesAfterwards() {
        var schedule = schedule(HOURLY, MissedFires.ALL);
        rig.put(schedule);
        rig.put(schedule.paused("bob", 1));
        var paused = view();
        rig.advance(Duration.ofMinutes(130));
        rig.put(schedule.resumed("bob", 2));
        rig.advance(Duration.ofMinutes(60));

        assertThat(paused.state()).isEqualTo("paused");
        assertThat(paused.nextMs()).isEmpty();
        assertThat(begun()).containsExactly("s-20261121T080000Z");
        assertThat(view().schedule().changedBy()).isEqualTo("bob");
    }

    @Test
    void keepsItsTimesWhenSomethingElseIsChanged() {
        var schedule = schedule(new Rhythm.Every(3_600_000, 1_800_000), MissedFires.ONCE);
        rig.put(schedule);
        rig.advance(Duration.ofMinutes(20));
        var job = new ScheduledJob("other", Value.EMPTY, Optional.empty(), Map.of(), "");
        rig.put(new Schedule(
                "s", job, schedule.rhythm(), Optional.empty(), Optional.empty(), MissedFires.ALL, false, "bob", 1));
        rig.advance(Duration.ofMinutes(20));

        assertThat(rig.requests()).singleElement().satisfies(request -> {
            assertThat(request.jobId()).isEqualTo("s-20261121T053000Z");
            assertThat(request.workflow()).contains("other");
        });
    }

    @Test
    void beginsWithItsNewTimesWhenTheyAreChangedAndWithWhatWasDueBefore() {
        rig.put(schedule(HOURLY, MissedFires.ONCE));
        // As if the record had waited while no coordinator ran.
        var changed = schedule(new Rhythm.Cron("30 * * * *", "UTC"), MissedFires.ONCE);
        rig.pipeScheduleAt(changed, Instant.parse("2026-11-21T06:10:00Z"));
        rig.advance(Duration.ofMinutes(100));

        assertThat(begun()).containsExactly("s-20261121T060000Z", "s-20261121T063000Z");
        assertThat(view().nextMs()).contains(at("2026-11-21T07:30:00Z"));
    }

    @Test
    void beginsNoJobTwiceWhenARecordIsReadAgain() {
        var schedule = schedule(EVERY_MINUTE, MissedFires.ALL);
        rig.put(schedule);
        rig.advance(Duration.ofSeconds(90));
        rig.pipeScheduleAt(schedule, JobsRig.START);
        rig.advance(Duration.ofSeconds(60));

        assertThat(begun()).containsExactly("s-20261121T050100Z", "s-20261121T050200Z");
    }

    @Test
    void knowsWhatIsDueWhenItsTaskBeginsAnew() {
        rig.put(schedule(HOURLY, MissedFires.ONCE));
        rig.advance(Duration.ofMinutes(61));

        var anew = new ScheduleStore(rig.store(Stores.SCHEDULES), new StateCodec());

        assertThat(anew.earliestMs()).isEqualTo(at("2026-11-21T07:00:00Z"));
        assertThat(anew.due(at("2026-11-21T06:59:59Z"), 9)).isEmpty();
        assertThat(anew.due(at("2026-11-21T07:00:00Z"), 9)).containsExactly("s");
        assertThat(anew.find("s")).contains(view());
    }

    @Test
    void endsWhenItsLastTimeHasCome() {
        var plain = schedule(HOURLY, MissedFires.ONCE);
        rig.put(new Schedule(
                "s",
                plain.job(),
                HOURLY,
                Optional.of(at("2026-11-21T06:30:00Z")),
                Optional.of(at("2026-11-21T08:00:00Z")),
                MissedFires.ALL,
                false,
                "",
                0));
        rig.advance(Duration.ofHours(5));

        assertThat(begun()).containsExactly("s-20261121T070000Z", "s-20261121T080000Z");
        assertThat(view().state()).isEqualTo("ended");
    }

    @Test
    void beginsNoFurtherJobWhenItIsDeleted() {
        rig.put(schedule(EVERY_MINUTE, MissedFires.ONCE));
        rig.advance(Duration.ofSeconds(61));
        rig.pipeSchedule("s", null);
        rig.pipeSchedule("s", null);
        rig.advance(Duration.ofSeconds(60));

        assertThat(begun()).hasSize(1);
        assertThat(rig.rows(Stores.SCHEDULES)).isZero();
        assertThat(rig.records(rig.topics.scheduleViews()))
                .hasSize(3)
                .last()
                .satisfies(record -> assertThat(record.value()).isNull());
    }

    @Test
    void keepsTheScheduleAndBuriesTheRecordWhenItCannotBeUsed() {
        rig.put(schedule(EVERY_MINUTE, MissedFires.ONCE));
        var broken = schedule(new Rhythm.Cron("61 * * * *", "UTC"), MissedFires.ONCE);
        rig.pipeSchedule("s", rig.codecs.schedules().encode(broken));
        rig.pipeSchedule("s", new byte[] {1, 2, 3});
        rig.pipeSchedule("other", rig.codecs.schedules().encode(schedule(HOURLY, MissedFires.ONCE)));
        rig.pipeSchedule(null, rig.codecs.schedules().encode(schedule(HOURLY, MissedFires.ONCE)));
        rig.advance(Duration.ofSeconds(61));

        assertThat(rig.deadLetters())
                .extracting("reason")
                .satisfiesExactly(
                        cron -> assertThat(cron).asString().contains("the field 'minute' (61) has '61'"),
                        bytes -> assertThat(bytes).asString().contains("3 bytes"),
                        key -> assertThat(key).asString().contains("not the id of its schedule, 's'"),
                        none -> assertThat(none).asString().contains("has no key"));
        assertThat(begun()).containsExactly("s-20261121T050100Z");
        assertThat(rig.count("orchestrator.dead.letters", "source", "schedules"))
                .isEqualTo(4);
    }

    @Test
    void beginsTheJobsOfManySchedulesInTheOrderOfTheirTimes() {
        for (int i = 3; i > 0; i--) {
            var plain = schedule(new Rhythm.Every(60_000, i * 1_000L), MissedFires.ONCE);
            rig.put(new Schedule(
                    "s" + i,
                    plain.job(),
                    plain.rhythm(),
                    Optional.empty(),
                    Optional.empty(),
                    MissedFires.ONCE,
                    false,
                    "",
                    0));
        }
        rig.advance(Duration.ofMinutes(2));

        assertThat(begun()).startsWith("s1-20261121T050101Z", "s2-20261121T050102Z", "s3-20261121T050103Z");
    }
}
