package io.orchestrator.engine;

import io.orchestrator.model.ControlFact;
import io.orchestrator.model.ControlFact.Cause;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.StepStatus;
import io.orchestrator.model.Value;
import io.orchestrator.model.Wish;
import io.orchestrator.plan.FramePath;
import io.orchestrator.plan.StepPath;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;

/** Steps that run again because a client wants so. */
final class Reruns {

    private Reruns() {}

    /** Begins again; what stands against it where that cannot be. */
    static Optional<String> apply(Turn turn, StepRules steps, Wish.Rerun wish, ControlFact.By by) {
        var block = turn.plan().root();
        var from = block.find(wish.step());
        if (from.isEmpty()) {
            return Optional.of("no step of the workflow's own list is called '" + wish.step() + "'; there are "
                    + String.join(", ", ids(turn, block.steps())));
        }
        if (turn.root().status() == JobStatus.ARCHIVED || turn.root().ending() != null) {
            return Optional.of("the job is " + turn.root().status().word()
                    + (turn.root().ending() == null ? "" : ", and its cleanup runs"));
        }
        var begun = Spent.begun(turn);
        var again = again(turn, from.get());
        var unwanted = unwanted(turn, from.get(), again, begun);
        if (unwanted.isPresent() || begun.size() > Spent.MAX) {
            return Optional.of(unwanted.orElse("more than " + Spent.MAX + " steps have begun that must not run twice"));
        }
        if (!turn.ended()) {
            turn.checkpoint(Cause.RESTORE, "", ControlFact.By.NOBODY);
            Admissions.leaveUnlessRunning(turn);
            Revival.leave(turn, "steps run again from '" + wish.step() + "'");
        }
        turn.emit(new ControlFact.RerunBegan(turn.root().epoch() + 1, ids(turn, again), inputs(turn, wish), by));
        Spent.mark(
                turn,
                begun.stream().filter(path -> !again.contains(outermost(path))).toList());
        Revival.start(turn, steps);
        return Optional.empty();
    }

    /** A step that must not run twice, has begun, did not come to a good end, and is not meant. */
    private static Optional<String> unwanted(Turn turn, int from, List<Integer> again, List<StepPath> begun) {
        var meant = new TreeSet<Integer>();
        follow(turn, new ArrayDeque<>(List.of(from)), meant);
        return begun.stream()
                .filter(path -> again.contains(outermost(path)) && !meant.contains(outermost(path)))
                .findFirst()
                .map(path -> "step '" + turn.text(path)
                        + "' did not come to a good end and must not run twice: rerun it from '"
                        + turn.plan().step(outermost(path)).id() + "'");
    }

    private static List<String> ids(Turn turn, Iterable<Integer> indexes) {
        var ids = new java.util.ArrayList<String>();
        indexes.forEach(index -> ids.add(turn.plan().step(index).id()));
        return ids;
    }

    private static Value.Dict inputs(Turn turn, Wish.Rerun wish) {
        var inputs = new LinkedHashMap<>(turn.draft().header().inputs().entries());
        inputs.putAll(wish.inputs().entries());
        return Value.of(inputs);
    }

    private static int outermost(StepPath path) {
        var at = path;
        while (!at.frame().isRoot()) {
            at = at.frame().opener();
        }
        return at.index();
    }

    /** The step, every step that did not come to a good end or was undone, and all that depend on one of these. */
    private static List<Integer> again(Turn turn, int from) {
        var again = new TreeSet<Integer>();
        var open = new ArrayDeque<Integer>(List.of(from));
        for (int index : turn.plan().root().steps()) {
            var state = turn.step(FramePath.ROOT.step(index));
            var bad = state.status() == StepStatus.CANCELLED
                    || (state.status() == StepStatus.FAILED && !state.handled())
                    || (turn.ended() && state.frames().open().contains(FramePath.FINALLY));
            if (bad) {
                open.add(index);
            }
        }
        if (turn.ended() && turn.root().status() != JobStatus.COMPLETED) {
            Compensations.undone(turn).forEach(undone -> open.add(outermost(undone)));
        }
        follow(turn, open, again);
        return List.copyOf(again);
    }

    /** With everything that depends on them. */
    private static void follow(Turn turn, Queue<Integer> open, Set<Integer> found) {
        while (!open.isEmpty()) {
            var index = open.remove();
            if (found.add(index)) {
                open.addAll(turn.plan().step(index).successors());
            }
        }
    }
}
