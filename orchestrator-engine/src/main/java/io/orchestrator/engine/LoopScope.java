package io.orchestrator.engine;

import io.orchestrator.language.value.Scope;
import io.orchestrator.model.Value;
import io.orchestrator.plan.StepPath;

/** What the conditions of a while or until see: {@code iteration}, {@code loop_state}, and the last iteration's steps. */
final class LoopScope {

    private LoopScope() {}

    static Scope of(Turn turn, StepPath path) {
        var frames = turn.step(path).frames();
        var iteration = Value.of(frames.opened());
        if (frames.opened() == 0) {
            return JobScope.ofStep(
                            turn.plan(), turn.draft(), path, turn.step(path).attempt())
                    .with("iteration", iteration)
                    .with("loop_state", Value.of(java.util.Map.of("iteration", iteration)));
        }
        var last = path.frame(frames.next() - 1);
        var next = path.frame(frames.next());
        return JobScope.ofIteration(turn.plan(), turn.draft(), last)
                .with("iteration", iteration)
                .with("loop_state", FrameNames.state(turn.plan(), turn.draft(), next, frames.opened()));
    }
}
