package io.orchestrator.engine;

import io.orchestrator.language.value.Scope;
import io.orchestrator.model.Value;
import io.orchestrator.plan.StepAction;
import io.orchestrator.plan.StepPath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the conditions of a while or until see: {@code iteration} and {@code loop_state}, also with a dollar sign and as
 * fields of the loop's names, and the last iteration's steps.
 */
final class LoopScope {

    private LoopScope() {}

    static Scope of(Turn turn, StepPath path, StepAction.While loop) {
        var frames = turn.step(path).frames();
        var next = path.frame(frames.next());
        var fields = new LinkedHashMap<String, Value>();
        fields.put("iteration", Value.of(frames.opened()));
        fields.put("loop_state", FrameNames.state(turn.plan(), turn.draft(), next, frames.opened()));
        if (loop.statistics() == StepAction.Statistics.ACTION_LOOP) {
            fields.putAll(FrameNames.ofActions(turn.draft(), turn.step(path)));
        }
        var scope = frames.opened() == 0
                ? JobScope.ofStep(
                        turn.plan(), turn.draft(), path, turn.step(path).attempt())
                : JobScope.ofIteration(turn.plan(), turn.draft(), path.frame(frames.next() - 1));
        for (Map.Entry<String, Value> field : fields.entrySet()) {
            scope = both(scope, field.getKey(), field.getValue());
        }
        for (String name : List.of(turn.plan().step(path).id(), loop.name())) {
            scope = name.isEmpty() ? scope : both(scope, name, Value.of(fields));
        }
        return scope;
    }

    private static JobScope both(JobScope scope, String name, Value value) {
        return scope.with(name, value).with("$" + name, value);
    }
}
