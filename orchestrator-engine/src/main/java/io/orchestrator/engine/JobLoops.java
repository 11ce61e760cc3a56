package io.orchestrator.engine;

import io.orchestrator.model.StepStatus;
import io.orchestrator.model.Value;
import io.orchestrator.plan.FramePath;
import io.orchestrator.plan.Plan;
import io.orchestrator.plan.StepAction;
import io.orchestrator.plan.StepPath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** The loops that one place sees, by name: those around it that run, and those that it waited for. */
final class JobLoops {

    private JobLoops() {}

    /** The variables of every loop around by the loop's name, the outermost first. */
    static Value active(Plan plan, Draft draft, List<JobScope.Level> levels) {
        var loops = new LinkedHashMap<String, Value>();
        for (JobScope.Level level : levels.reversed()) {
            if (VariablePath.isIteration(plan, level.frame())) {
                loops.put(name(plan, level.frame().opener()), FrameNames.ofLoop(plan, draft, level.frame()));
            }
        }
        return Value.of(loops);
    }

    /** The same of the loops that have ended, as they were in their last iteration. */
    static Value past(Plan plan, Draft draft, List<JobScope.Level> levels) {
        var loops = new LinkedHashMap<String, Value>();
        for (JobScope.Level level : levels.reversed()) {
            for (int index : level.visible()) {
                var path = level.frame().step(index);
                var state = draft.step(plan, path);
                if (isLoop(plan, path) && ended(state.status())) {
                    loops.put(name(plan, path), past(plan, draft, state));
                }
            }
        }
        return Value.of(loops);
    }

    private static Value past(Plan plan, Draft draft, StepState loop) {
        var frames = loop.frames();
        if (frames.opened() == 0) {
            return Value.of(
                    java.util.Map.of("loop_id", Value.of(plan.step(loop.path()).id())));
        }
        return FrameNames.ofLoop(plan, draft, lastFrame(loop));
    }

    private static FramePath lastFrame(StepState loop) {
        return loop.path().frame(loop.frames().next() - 1);
    }

    /** The visible loop that its author gave this name, besides its id. */
    static Optional<StepPath> named(Plan plan, JobScope.Level level, String name) {
        for (int index : level.visible()) {
            var path = level.frame().step(index);
            if (isLoop(plan, path) && loopName(plan, path).equals(name)) {
                return Optional.of(path);
            }
        }
        return Optional.empty();
    }

    private static String name(Plan plan, StepPath loop) {
        var given = loopName(plan, loop);
        return given.isEmpty() ? plan.step(loop).id() : given;
    }

    private static String loopName(Plan plan, StepPath path) {
        return switch (plan.step(path).action()) {
            case StepAction.ForEach loop -> loop.name();
            case StepAction.While loop -> loop.name();
            default -> "";
        };
    }

    private static boolean isLoop(Plan plan, StepPath path) {
        return plan.step(path).action() instanceof StepAction.ForEach
                || plan.step(path).action() instanceof StepAction.While;
    }

    private static boolean ended(StepStatus status) {
        return status == StepStatus.COMPLETED || status == StepStatus.FAILED;
    }
}
