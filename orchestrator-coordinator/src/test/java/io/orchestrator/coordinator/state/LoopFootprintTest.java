package io.orchestrator.coordinator.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.catalog.ToolCatalog;
import io.orchestrator.compile.Compiler;
import io.orchestrator.compile.ModelCatalog;
import io.orchestrator.engine.Decision;
import io.orchestrator.engine.Effect;
import io.orchestrator.engine.Engine;
import io.orchestrator.engine.FrameState;
import io.orchestrator.engine.Input;
import io.orchestrator.engine.ItemsPath;
import io.orchestrator.engine.JobState;
import io.orchestrator.engine.StepState;
import io.orchestrator.engine.VariablePath;
import io.orchestrator.engine.VariableState;
import io.orchestrator.json.Json;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.TaskCompleted;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import io.orchestrator.plan.FramePath;
import io.orchestrator.plan.Plan;
import io.orchestrator.plan.StepPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What one iteration of a loop writes to the stores, in bytes, however long the loop is. */
class LoopFootprintTest {

    /** What the build prints: Surefire drops the entries of a test reporter. */
    private static final System.Logger REPORT = System.getLogger(LoopFootprintTest.class.getName());

    private static final String DOCUMENT = """
            id: footprint
            name: Footprint
            version: 1.0.0
            inputs: {cities: {type: array, required: true}}
            steps:
              - id: loop
                for_each: "${cities}"
                max_parallel: 4
                steps:
                  - {id: work, tool: terminal, parameters: {command: "echo {{ item }}"}}
            """;

    /** Numbers have more digits in a longer loop. */
    private static final int DIGITS = 40;

    private final StateCodec codec = new StateCodec();
    private final Plan plan = new Compiler(ToolCatalog.builtIn(), new ModelCatalog(List.of()))
            .compile(DOCUMENT)
            .plan()
            .orElseThrow();

    @Test
    void writesAsManyBytesForAnIterationOfALongLoopAsOfAShortOne() {
        var ten = bytesOfOneIteration(10);
        var thousand = bytesOfOneIteration(1_000);
        var tenThousand = bytesOfOneIteration(10_000);

        REPORT.log(
                System.Logger.Level.INFO,
                "bytes an iteration: " + ten + " of 10, " + thousand + " of 1,000, " + tenThousand + " of 10,000");
        assertThat(thousand).isBetween(ten - DIGITS, ten + DIGITS);
        assertThat(tenThousand).isBetween(ten - DIGITS, ten + DIGITS);
    }

    private int bytesOfOneIteration(int items) {
        var cities = Value.of(
                IntStream.range(0, items).mapToObj(i -> Value.of("city " + i)).toList());
        var inputs = Value.of(Map.<String, Value>of("cities", cities));
        var request = new JobRequest(
                "job-1",
                Optional.of("footprint"),
                Optional.empty(),
                inputs,
                Optional.empty(),
                Map.of(),
                "",
                "ann",
                1_000);
        var submitted = Engine.decide(plan, JobState.absent(), new Input.Submit(request, inputs, 1_000));
        var command = submitted.effects().stream()
                .filter(Effect.Dispatch.class::isInstance)
                .map(effect -> ((Effect.Dispatch) effect).command())
                .findFirst()
                .orElseThrow();
        return bytes(Engine.decide(
                plan,
                JobState.of(
                        submitted.state().header(),
                        submitted.state().root(),
                        submitted.state().changes()),
                completed(command)));
    }

    private static Input completed(StepCommand command) {
        var envelope = Json.parseDict("{\"result\": {\"stdout\": \"x\"}, \"success\": true, \"error\": null}");
        var done = new TaskResult.Done(envelope, Optional.empty());
        return new Input.Completed(new TaskCompleted(command.task(), "worker-1", 2_000, 2_010, done, ""), 2_020);
    }

    private int bytes(Decision decision) {
        var changes = decision.state().changes();
        var bytes = codec.encode(decision.state().root()).length;
        for (Map.Entry<StepPath, StepState> step : changes.steps().entrySet()) {
            bytes += StateKeys.step("job-1", step.getKey()).length + codec.encode(step.getValue()).length;
        }
        for (Map.Entry<FramePath, FrameState> frame : changes.frames().entrySet()) {
            bytes += StateKeys.frame("job-1", frame.getKey()).length + codec.encode(frame.getValue()).length;
        }
        for (Map.Entry<ItemsPath, Value.Array> part : changes.items().entrySet()) {
            bytes += StateKeys.items("job-1", part.getKey()).length + codec.encode(part.getValue()).length;
        }
        for (Map.Entry<VariablePath, VariableState> variable :
                changes.variables().entrySet()) {
            bytes += StateKeys.variable("job-1", variable.getKey()).length + codec.encode(variable.getValue()).length;
        }
        return bytes;
    }
}
