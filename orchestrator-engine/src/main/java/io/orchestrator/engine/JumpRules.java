package io.orchestrator.engine;

import io.orchestrator.language.value.LanguageException;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.StepStatus;
import io.orchestrator.plan.Goto;
import io.orchestrator.plan.StepPath;

/** Where the workflow goes on when it does not simply go on: jumps forward, which skip, and gotos, which may lead back. */
final class JumpRules {

    private final Turn turn;
    private final StepRules steps;

    JumpRules(Turn turn, StepRules steps) {
        this.turn = turn;
        this.steps = steps;
    }

    /** A step succeeded; true where what follows is settled here and its successors must not start. */
    boolean succeeded(StepPath path) {
        var flow = turn.plan().step(path).flow();
        if (flow.goTo().isPresent()) {
            return follow(path, flow.goTo().get());
        }
        flow.onSuccess().ifPresent(target -> to(path, target, "it succeeded"));
        return false;
    }

    void conditionFalse(StepPath path) {
        turn.plan().step(path).flow().onFalse().ifPresent(target -> to(path, target, "it was skipped"));
    }

    /** Skips the steps between this one and the target that have not begun. */
    void to(StepPath from, int target, String why) {
        if (turn.ended()) {
            return;
        }
        var to = turn.plan().step(target).id();
        for (int index : turn.plan().block(from.frame()).steps()) {
            if (index > from.index() && index < target) {
                passOver(from.sibling(index), "'" + turn.text(from) + "' went on with '" + to + "': " + why);
            }
        }
    }

    /** Skips a step that has not begun. */
    void passOver(StepPath path, String reason) {
        var state = turn.step(path);
        if (state.status() == StepStatus.PENDING && state.tries().fresh()) {
            steps.skip(path, reason);
            steps.release(path);
        }
    }

    private boolean follow(StepPath path, Goto leads) {
        String id;
        try {
            var scope = JobScope.ofStep(
                    turn.plan(), turn.draft(), path, turn.step(path).attempt());
            var mine = Views.of(turn.plan(), turn.draft(), path);
            id = leads.target()
                    .render(
                            mine == null
                                    ? scope
                                    : scope.with(turn.plan().step(path).id(), mine))
                    .strip();
        } catch (LanguageException e) {
            steps.failFrame(path, steps.unresolved(path, e));
            return true;
        }
        if (id.isEmpty()) {
            return false;
        }
        var target = turn.plan().block(path.frame()).find(id);
        if (target.isEmpty()) {
            var message = "step '" + turn.text(path) + "': goto leads to '" + id + "', which is no step beside it";
            steps.failFrame(path, Failure.of(FailureKind.INVALID, "UNKNOWN_STEP", message));
            return true;
        }
        if (target.get() > path.index()) {
            to(path, target.get(), "goto");
            return false;
        }
        back(path, path.sibling(target.get()), leads.maxRepeats());
        return true;
    }

    private void back(StepPath path, StepPath target, int maxRepeats) {
        if (turn.step(path).tries().repeats() >= maxRepeats) {
            var message = "step '" + turn.text(path) + "' led back to '" + turn.text(target) + "' " + maxRepeats
                    + " times: raise max_iterations, or end the loop with a condition";
            steps.failFrame(path, Failure.of(FailureKind.LIMIT, "MAX_ITERATIONS", message));
            return;
        }
        turn.emit(new JobFact.StepsRepeated(
                turn.text(path), turn.plan().step(target).id()));
        for (int index : turn.plan().block(path.frame()).steps()) {
            if (index >= target.index() && index <= path.index()) {
                steps.queue(path.sibling(index));
            }
        }
    }
}
