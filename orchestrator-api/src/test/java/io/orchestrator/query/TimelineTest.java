package io.orchestrator.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.json.Json;
import io.orchestrator.model.ControlFact;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.Priority;
import io.orchestrator.model.TaskRef;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static final Failure BUSY = Failure.of(FailureKind.UNAVAILABLE, "BUSY", "too busy");
    private static final TaskResult.Done DONE =
            new TaskResult.Done(Value.of(Map.of("success", Value.Bool.TRUE)), Optional.empty());

    private final List<JobEvent> events = new ArrayList<>();

    private void at(long atMs, JobFact fact) {
        events.add(new JobEvent("job-1", events.size() + 1, 0, atMs, fact));
    }

    private static TaskRef task(String step, int attempt) {
        return new TaskRef("c" + attempt, "job-1", 0, step, attempt);
    }

    private void accepted() {
        at(
                1_000,
                new JobFact.JobAccepted("w@1", "h", Value.EMPTY, Priority.NORMAL, Map.of(), "", "", 1_000, List.of()));
    }

    @Test
    void tellsEveryAttemptWhenAStepIsTriedAgain() {
        accepted();
        at(1_100, new JobFact.StepScheduled(task("a", 1), "default"));
        at(1_250, new JobFact.StepStarted(task("a", 1), "w1", 1_200));
        at(1_500, new JobFact.StepRetryScheduled(task("a", 1), BUSY, 2_500));
        at(2_500, new JobFact.StepScheduled(task("a", 2), "default"));
        at(4_000, new JobFact.StepCompleted(task("a", 2), "w2", 2_600, 3_600, DONE));
        at(4_100, new JobFact.JobCompleted(true, Value.EMPTY));

        var timeline = Timeline.from(events).toValue();

        assertThat(timeline).isEqualTo(Json.parseDict("""
                {"job_id": "job-1", "workflow": "w@1", "status": "completed", "events": 7,
                 "started_at": "1970-01-01T00:00:01Z", "ended_at": "1970-01-01T00:00:04.100Z", "duration": 3.1,
                 "steps": [{"step": "a", "epoch": 0, "status": "completed",
                   "scheduled_at": "1970-01-01T00:00:01.100Z", "started_at": "1970-01-01T00:00:01.200Z",
                   "ended_at": "1970-01-01T00:00:03.600Z", "waited": 0.1, "ran": 2.4, "duration": 2.5,
                   "child": null, "error": null, "attempts": [
                   {"attempt": 1, "worker": "w1", "scheduled_at": "1970-01-01T00:00:01.100Z",
                    "started_at": "1970-01-01T00:00:01.200Z", "ended_at": "1970-01-01T00:00:01.500Z", "waited": 0.1,
                    "ran": 0.3, "error": "too busy", "retry_at": "1970-01-01T00:00:02.500Z"},
                   {"attempt": 2, "worker": "w2", "scheduled_at": "1970-01-01T00:00:02.500Z",
                    "started_at": "1970-01-01T00:00:02.600Z", "ended_at": "1970-01-01T00:00:03.600Z", "waited": 0.1,
                    "ran": 1.0, "error": null, "retry_at": null}]}]}"""));
    }

    @Test
    void hasAnEntryForEachRunWhenAStepRunsAgain() {
        accepted();
        at(1_100, new JobFact.StepCompleted(task("a", 1), "", 1_100, 1_100, DONE));
        at(1_200, new JobFact.StepsRepeated("b", "a"));
        at(1_300, new JobFact.StepCompleted(task("a", 2), "", 1_300, 1_300, DONE));
        at(1_400, new JobFact.StepSkipped("b", "no"));
        at(1_500, new JobFact.StepFailed(task("c", 0), 0, 1_500, BUSY, false));

        var steps = steps(Timeline.from(events));

        assertThat(steps)
                .extracting(step -> step.get("step"))
                .containsExactly(Value.of("a"), Value.of("a"), Value.of("b"), Value.of("c"));
        assertThat(steps)
                .extracting(step -> step.get("status"))
                .containsExactly(Value.of("completed"), Value.of("completed"), Value.of("skipped"), Value.of("failed"));
        assertThat(steps.getLast().get("error")).isEqualTo(Value.of("too busy"));
        assertThat(steps.getLast().get("attempts")).isEqualTo(Value.of(List.of()));
    }

    @Test
    void endsWhatRanWhenTheJobGoesOnFromACheckpoint() {
        accepted();
        at(1_100, new JobFact.StepScheduled(task("a", 1), "default"));
        at(1_200, new ControlFact.Paused(ControlFact.By.NOBODY));
        var paused = Timeline.from(events).toValue();
        events.add(new JobEvent(
                "job-1", 4, 1, 1_300, new ControlFact.Restored(1, 1, false, 1_300, ControlFact.By.NOBODY)));
        events.add(new JobEvent("job-1", 5, 1, 1_400, new JobFact.StepScheduled(task("a", 1), "default")));

        var timeline = Timeline.from(events);

        assertThat(paused.get("status")).isEqualTo(Value.of("paused"));
        assertThat(timeline.toValue().get("status")).isEqualTo(Value.of("running"));
        assertThat(steps(timeline))
                .extracting(step -> List.of(step.get("epoch"), step.get("status")))
                .containsExactly(
                        List.of(Value.of(0), Value.of("cancelled")), List.of(Value.of(1), Value.of("running")));
    }

    @Test
    void takesInAnEventOnce() {
        accepted();
        at(1_100, new JobFact.StepScheduled(task("a", 1), "default"));
        var timeline = Timeline.from(events);
        var once = timeline.toValue();

        events.forEach(timeline::add);

        assertThat(timeline.toValue()).isEqualTo(once);
        assertThat(steps(timeline))
                .singleElement()
                .satisfies(step -> assertThat(step.get("status")).isEqualTo(Value.of("running")));
    }

    private static List<Value.Dict> steps(Timeline timeline) {
        return timeline.toValue().get("steps") instanceof Value.Array steps
                ? steps.items().stream().map(Value.Dict.class::cast).toList()
                : List.of();
    }
}
