package io.orchestrator.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.json.Json;
import io.orchestrator.model.ControlFact;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.JobView;
import io.orchestrator.model.Priority;
import io.orchestrator.model.SealedText;
import io.orchestrator.model.TaskRef;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import io.orchestrator.model.VariableScope;
import io.orchestrator.model.VariableValue;
import io.orchestrator.model.WorkflowDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a job was. */
@Timeout(60)
class JobHistoryRoutesTest {

    private static final String SEALED = SealedText.PREFIX + "x".repeat(60);

    private static final String COUNT = """
            id: count
            version: "1.0.0"
            inputs: {pin: {type: string, default: ""}}
            steps:
              - {id: one, set: {count: 1}}
              - {id: two, set: {count: 2, pin: "${inputs.pin}"}}
            """;

    private final ApiRig api = new ApiRig();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void tellsVariablesAsTheyWereAfterAnyEvent() {
        run();

        var accepted = variables("?at=1");
        var first = variables("?at=3");
        var now = variables("");

        assertThat(accepted.get("variables")).isEqualTo(Value.of(List.of()));
        assertThat(first.get("event")).isEqualTo(Value.of(3));
        assertThat(first.get("status")).isEqualTo(Value.of("running"));
        assertThat(first.get("variables")).isEqualTo(Json.parse("""
                [{"name": "count", "scope": "global", "step": "one", "version": 1, "type": "integer", "value": 1}]"""));
        assertThat(now.get("variables")).isEqualTo(Json.parse("""
                [{"name": "count", "scope": "global", "step": "two", "version": 2, "type": "integer", "value": 2},
                 {"name": "pin", "scope": "global", "step": "two", "version": 1, "type": "string", "value": "***"}]"""));
        assertThat(now.get("status")).isEqualTo(Value.of("completed"));
        assertThat(now.get("inputs")).isEqualTo(Json.parse("{\"pin\": \"***\"}"));
    }

    @Test
    void refusesAnEventThatHasNotHappened() {
        run();

        for (var at : List.of("0", "9", "x")) {
            assertThat(api.get("/v1/jobs/{id}/variables", "/v1/jobs/job-1/variables?at=" + at)
                            .body())
                    .contains("give a whole number from 1 to 7");
        }
        assertThat(api.get("/v1/jobs/{id}/variables", "/v1/jobs/none/variables").statusCode())
                .isEqualTo(404);
    }

    @Test
    void saysSoWhenTheDocumentIsNotKnownAnyMore() {
        run();
        api.backend.definitions.clear();

        var answer = api.get("/v1/jobs/{id}/variables", "/v1/jobs/job-1/variables");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("workflow count@1.0.0 is not published as it was");
    }

    @Test
    void tellsWhenEachStepRan() {
        api.backend.jobs.put("job-1", ApiRig.view("job-1", JobStatus.COMPLETED, 1));
        ApiRig.events().forEach(api.backend::add);

        var timeline = ApiRig.json(api.get("/v1/jobs/{id}/timeline", "/v1/jobs/job-1/timeline"));

        assertThat(timeline.get("status")).isEqualTo(Value.of("completed"));
        assertThat(timeline.get("events")).isEqualTo(Value.of(4));
        assertThat(timeline.get("steps"))
                .isInstanceOfSatisfying(
                        Value.Array.class,
                        steps -> assertThat(steps.items())
                                .singleElement()
                                .isInstanceOfSatisfying(
                                        Value.Dict.class,
                                        step -> assertThat(step.get("status")).isEqualTo(Value.of("completed"))));
    }

    @Test
    void listsCheckpointsThatCanBeRestoredAndTellsWhatIsInOne() {
        run();
        var by = ControlFact.By.NOBODY;
        add(8, new ControlFact.CheckpointMade(1, 3, ControlFact.Cause.MANUAL, "early", by));
        add(9, new ControlFact.CheckpointMade(2, 7, ControlFact.Cause.COUNT, "", by));
        add(10, new ControlFact.CheckpointMade(3, 7, ControlFact.Cause.TIME, "", by));
        add(11, new ControlFact.CheckpointDropped(3, by));
        api.backend.jobs.put(
                "job-1", new JobView("job-1", "count@1.0.0", JobStatus.COMPLETED, true, Map.of(), 1, 1, 2, 2, "", 11));

        var all = ApiRig.json(api.get("/v1/jobs/{id}/checkpoints", "/v1/jobs/job-1/checkpoints"));
        var one = ApiRig.json(api.get("/v1/jobs/{id}/checkpoints/{number}", "/v1/jobs/job-1/checkpoints/1"));
        var none = api.get("/v1/jobs/{id}/checkpoints/{number}", "/v1/jobs/job-1/checkpoints/3");

        assertThat(all.get("checkpoints")).isEqualTo(Json.parse("""
                [{"number": 1, "event": 3, "at": "1970-01-01T00:00:01.008Z", "cause": "manual", "name": "early"},
                 {"number": 2, "event": 7, "at": "1970-01-01T00:00:01.009Z", "cause": "count", "name": ""}]"""));
        assertThat(one.get("status")).isEqualTo(Value.of("running"));
        assertThat(one.get("variables")).isEqualTo(Json.parse("""
                [{"name": "count", "scope": "global", "step": "one", "version": 1, "type": "integer", "value": 1}]"""));
        assertThat(one.get("inputs")).isEqualTo(Json.parse("{\"pin\": \"***\"}"));
        assertThat(none.statusCode()).isEqualTo(404);
        assertThat(none.body()).contains("it has [1, 2]");
    }

    private Value.Dict variables(String query) {
        return ApiRig.json(api.get("/v1/jobs/{id}/variables", "/v1/jobs/job-1/variables" + query));
    }

    private void run() {
        api.backend.definitions.put("count@1.0.0", new WorkflowDefinition("count", "1.0.0", COUNT, 1, ""));
        var plan = api.backend.compile(COUNT).plan().orElseThrow();
        var inputs = Value.of(Map.of("pin", Value.of(SEALED)));
        add(
                1,
                new JobFact.JobAccepted(
                        "count@1.0.0", plan.hash(), inputs, Priority.NORMAL, Map.of(), "", "", 1, List.of()));
        add(2, completed("one", "{\"count\": 1}"));
        add(3, changed("one", "count", 1, Value.of(1)));
        add(4, completed("two", "{\"count\": 2, \"pin\": \"" + SEALED + "\"}"));
        add(5, changed("two", "count", 2, Value.of(2)));
        add(6, changed("two", "pin", 1, Value.of(SEALED)));
        add(7, new JobFact.JobCompleted(true, Value.EMPTY));
        api.backend.jobs.put(
                "job-1", new JobView("job-1", "count@1.0.0", JobStatus.COMPLETED, true, Map.of(), 1, 1, 2, 2, "", 7));
    }

    private void add(long sequence, JobFact fact) {
        api.backend.add(new JobEvent("job-1", sequence, 0, 1_000 + sequence, fact));
    }

    private static JobFact completed(String step, String result) {
        var envelope = Json.parseDict("{\"result\": " + result + ", \"success\": true, \"error\": null}");
        return new JobFact.StepCompleted(
                new TaskRef("", "job-1", 0, step, 1), "", 1, 2, new TaskResult.Done(envelope, Optional.empty()));
    }

    private static JobFact changed(String step, String name, int version, Value value) {
        var type = value instanceof Value.Int ? "integer" : "string";
        var told = new VariableValue(type, Optional.of(value), Json.write(value).length(), "");
        return new JobFact.VariableChanged(step, -1, name, VariableScope.GLOBAL, version, Optional.empty(), told);
    }
}
