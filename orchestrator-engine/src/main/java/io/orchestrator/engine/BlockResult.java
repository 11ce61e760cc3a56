package io.orchestrator.engine;

import io.orchestrator.model.StepStatus;
import io.orchestrator.model.Value;
import io.orchestrator.plan.PlanStep;
import io.orchestrator.plan.StepAction;
import io.orchestrator.plan.StepPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The results of steps that hold others. What their frames gave is not in them: {@link Views} reads it where it is. */
final class BlockResult {

    private BlockResult() {}

    static Value ofLoop(Turn turn, StepPath path, String terminatedBy) {
        var frames = turn.step(path).frames();
        var result = new LinkedHashMap<String, Value>();
        result.put("loop_id", Value.of(turn.plan().step(path).id()));
        result.put("iterations", Value.of(frames.opened()));
        result.put("iteration_count", Value.of(frames.opened()));
        result.put("failed", Value.of(frames.failed() + frames.unsuccessful()));
        result.put("terminated_by", Value.of(terminatedBy));
        result.put("completed", Value.of(!terminatedBy.equals("error")));
        switch ((StepAction.Holding) turn.plan().step(path).action()) {
            case StepAction.ForEach loop -> {
                if (loop.statistics() == StepAction.Statistics.PARALLEL_QUEUE) {
                    QueueStatistics.put(turn, path, loop.maxParallel(), result);
                }
            }
            case StepAction.While loop -> {
                if (loop.statistics() == StepAction.Statistics.ACTION_LOOP) {
                    actionLoop(turn, path, result);
                }
            }
            case StepAction.Parallel p -> {}
            case StepAction.Switch s -> {}
        }
        return Value.of(result);
    }

    private static void actionLoop(Turn turn, StepPath path, Map<String, Value> result) {
        actions(turn, path, result);
        var begun = turn.step(path).run().startedAtMs();
        result.put("total_duration", Value.of((turn.atMs() - begun) / 1000.0));
        result.put("termination_reason", result.getOrDefault("terminated_by", Value.Null.NULL));
    }

    /** The pipeline format's statistics of an action_loop. */
    private static void actions(Turn turn, StepPath path, Map<String, Value> result) {
        var frames = turn.step(path).frames();
        var executions = 0;
        var errors = 0;
        var usage = new LinkedHashMap<String, Integer>();
        var failures = new LinkedHashMap<String, Integer>();
        for (int number = frames.first(); number < frames.next(); number++) {
            var frame = path.frame(number);
            for (int index : turn.plan().block(frame).steps()) {
                if (turn.plan().step(index).asks()) {
                    continue;
                }
                var status = turn.step(frame.step(index)).status();
                executions += status == StepStatus.COMPLETED || status == StepStatus.FAILED ? 1 : 0;
                errors += status == StepStatus.FAILED ? 1 : 0;
                if (status == StepStatus.COMPLETED) {
                    countTool(turn.plan().step(index), usage);
                } else if (status == StepStatus.FAILED) {
                    countTool(turn.plan().step(index), failures);
                }
            }
        }
        result.put("iterations_completed", Value.of(frames.opened()));
        result.put("max_iterations", Value.of(frames.total()));
        result.put("total_actions_executed", Value.of(executions));
        result.put(
                "total_tool_executions",
                Value.of(usage.values().stream().mapToInt(Integer::intValue).sum()));
        result.put("total_errors", Value.of(errors));
        result.put("tool_usage", values(usage));
        result.put("tool_error_summary", values(failures));
        result.put("success_rate", Value.of(executions == 0 ? 1.0 : (executions - errors) / (double) executions));
    }

    private static void countTool(PlanStep step, Map<String, Integer> counts) {
        if (step.action() instanceof StepAction.CallTool call) {
            counts.merge(call.tool(), 1, Integer::sum);
        }
    }

    private static Value values(Map<String, Integer> counts) {
        var values = new LinkedHashMap<String, Value>();
        counts.forEach((tool, count) -> values.put(tool, Value.of(count)));
        return Value.of(values);
    }

    static Value ofParallel(Turn turn, StepPath path) {
        var frames = turn.step(path).frames();
        var names = new ArrayList<Value>();
        for (int number = frames.first(); number < frames.next(); number++) {
            names.add(Value.of(turn.plan().block(path.frame(number)).name()));
        }
        var result = new LinkedHashMap<String, Value>();
        result.put("branches", Value.of(names));
        result.put("failed", Value.of(frames.failed()));
        return Value.of(result);
    }

    /** The name of the case's steps, or the step that it leads to; null where no case holds. */
    static Value ofSwitch(Turn turn, StepPath path, StepAction.Switch choice, Optional<Integer> chosen) {
        var result = new LinkedHashMap<String, Value>();
        result.put("case", chosen.<Value>map(Value::of).orElse(Value.Null.NULL));
        var name = chosen.map(choice.cases()::get)
                .flatMap(one -> one.block()
                        .map(block -> block.name())
                        .or(() -> one.step().isPresent()
                                ? Optional.of(
                                        turn.plan().step(one.step().getAsInt()).id())
                                : Optional.empty()));
        result.put("chosen", Value.ofNullable(name.orElse(null)));
        return Value.of(result);
    }
}
