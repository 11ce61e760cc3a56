package io.orchestrator.bench.micro;

import io.orchestrator.catalog.ToolCatalog;
import io.orchestrator.compile.Compiler;
import io.orchestrator.compile.ModelCatalog;
import io.orchestrator.engine.Decision;
import io.orchestrator.engine.Effect;
import io.orchestrator.engine.Engine;
import io.orchestrator.engine.Input;
import io.orchestrator.engine.JobState;
import io.orchestrator.json.Json;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.TaskCompleted;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import io.orchestrator.plan.Plan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One decision: a step completes and the next one is dispatched. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecideBenchmark {

    private static final String DOCUMENT = """
            id: chain
            name: Chain
            steps:
              - {id: a, tool: terminal, parameters: {command: "echo 1"}}
              - {id: b, tool: terminal, parameters: {command: "echo {{ a.result.stdout | trim }}"}}
            """;

    private final Plan plan = new Compiler(ToolCatalog.builtIn(), new ModelCatalog(List.of()))
            .compile(DOCUMENT)
            .plan()
            .orElseThrow();
    private final JobState submitted;
    private final Input completed;

    public DecideBenchmark() {
        var request = new JobRequest(
                "job-1", Optional.of("chain"), Optional.empty(), Value.EMPTY, Optional.empty(), Map.of(), "", "", 1L);
        var first = Engine.decide(plan, JobState.absent(), new Input.Submit(request, Value.EMPTY, 1L));
        submitted = JobState.of(
                first.state().header(), first.state().root(), first.state().changes());
        var command = ((Effect.Dispatch) first.effects().getFirst()).command();
        var envelope = Json.parseDict("{\"result\": {\"stdout\": \"1\\n\"}, \"success\": true, \"error\": null}");
        completed = new Input.Completed(
                new TaskCompleted(command.task(), "w", 1L, 2L, new TaskResult.Done(envelope, Optional.empty()), ""),
                3L);
    }

    @Benchmark
    public Decision stepCompletes() {
        return Engine.decide(plan, submitted, completed);
    }
}
