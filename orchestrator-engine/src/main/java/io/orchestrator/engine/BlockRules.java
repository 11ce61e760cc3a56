package io.orchestrator.engine;

import io.orchestrator.engine.FrameState.Ending;
import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.Scope;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.StepStatus;
import io.orchestrator.model.Value;
import io.orchestrator.plan.FramePath;
import io.orchestrator.plan.StepAction;
import io.orchestrator.plan.StepPath;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Steps that hold others: which frames they open, and what the end of a frame means. A loop opens as many frames as may
 * run at the same time and the next when one has ended, so that what is stored and what is outstanding stay bounded.
 */
final class BlockRules {

    private final Turn turn;
    private final StepRules steps;

    BlockRules(Turn turn, StepRules steps) {
        this.turn = turn;
        this.steps = steps;
    }

    void open(StepPath path, int attempt, StepAction.ForEach loop, Scope scope) {
        var items = LoopItems.of(turn.draft().opener().opened(loop.items().renderTyped(scope)));
        begin(path, attempt, items.size());
        for (int from = 0; from < items.size(); from += ItemsPath.SIZE) {
            var part = items.subList(from, Math.min(items.size(), from + ItemsPath.SIZE));
            turn.emit(new JobFact.LoopItems(turn.text(path), from, new Value.Array(part)));
        }
        advance(path);
    }

    void open(StepPath path, int attempt, StepAction.While loop, Scope scope) {
        begin(path, attempt, LoopItems.count(loop.maxIterations().renderTyped(scope)));
        advance(path);
    }

    void open(StepPath path, int attempt, StepAction.Parallel parallel) {
        begin(path, attempt, parallel.branches().size());
        var first = turn.step(path).frames().first();
        for (int i = 0; i < parallel.branches().size(); i++) {
            open(path, first + i);
        }
    }

    void open(StepPath path, int attempt, StepAction.Switch choice, Scope scope) {
        begin(path, attempt, -1);
        var chosen = Choice.of(choice, scope);
        for (int i = 0; i < choice.cases().size(); i++) {
            var step = choice.cases().get(i).step();
            var leads = chosen.isPresent()
                    && choice.cases().get(chosen.get()).step().equals(step);
            if (step.isPresent() && !leads) {
                steps.jumps().passOver(path.sibling(step.getAsInt()), "'" + turn.text(path) + "' chose another case");
            }
        }
        if (chosen.isPresent() && choice.cases().get(chosen.get()).block().isPresent()) {
            open(path, turn.step(path).frames().first() + chosen.get());
        } else {
            steps.doneHere(path, BlockResult.ofSwitch(turn, path, choice, chosen), true);
        }
    }

    /** The step runs from now on; its time limit counts from here. */
    private void begin(StepPath path, int attempt, int total) {
        turn.emit(new JobFact.StepOpened(turn.task(path, attempt), total));
        var limitMs = turn.plan().step(path).limits().timeoutMs();
        if (limitMs > 0) {
            turn.timer(JobTimer.Kind.DEADLINE, path, turn.atMs() + limitMs);
        }
    }

    private void open(StepPath path, int number) {
        turn.emit(new JobFact.BlockStarted(turn.text(path), number));
        steps.start(path.frame(number));
    }

    /** A frame's steps have all ended. */
    void close(FramePath frame) {
        var ending = turn.draft().frame(frame).ending() == Ending.FINE ? Ending.FINE : Ending.UNSUCCESSFUL;
        end(frame, ending);
        var path = frame.opener();
        switch (holding(path)) {
            case StepAction.ForEach loop -> advance(path);
            case StepAction.While loop -> {
                if (loop.breakOnError() && ending != Ending.FINE) {
                    finish(path, "error");
                } else {
                    advance(path);
                }
            }
            case StepAction.Parallel parallel -> join(path, parallel);
            case StepAction.Switch choice -> {
                var number = (frame.number() - turn.step(path).frames().first());
                steps.doneHere(
                        path, BlockResult.ofSwitch(turn, path, choice, Optional.of(number)), ending == Ending.FINE);
            }
        }
    }

    /** A step of the frame failed and nothing in the frame handles that. */
    void failed(FramePath frame, Failure failure) {
        end(frame, Ending.FAILED);
        var path = frame.opener();
        switch (holding(path)) {
            case StepAction.Parallel parallel -> {
                var frames = turn.step(path).frames();
                if (parallel.branches().size() - frames.failed() < parallel.join()) {
                    fail(path, failure);
                } else {
                    join(path, parallel);
                }
            }
            case StepAction.ForEach loop -> {
                if (loop.statistics() == StepAction.Statistics.PARALLEL_QUEUE) {
                    advance(path);
                } else {
                    fail(path, failure);
                }
            }
            case StepAction.While loop -> {
                if (loop.statistics() != StepAction.Statistics.ACTION_LOOP) {
                    fail(path, failure);
                } else if (loop.breakOnError()) {
                    finish(path, "error");
                } else {
                    advance(path);
                }
            }
            case StepAction.Switch choice -> fail(path, failure);
        }
    }

    /** The step fails; what still runs inside is stopped. */
    void fail(StepPath path, Failure failure) {
        stopFrames(path, "'" + turn.text(path) + "' failed");
        steps.failed(path, turn.step(path).run().startedAtMs(), turn.atMs(), failure);
    }

    private void stopFrames(StepPath path, String reason) {
        for (int number : List.copyOf(turn.step(path).frames().open())) {
            turn.stop(path.frame(number), reason);
            end(path.frame(number), Ending.FINE);
        }
    }

    private void end(FramePath frame, Ending ending) {
        turn.emit(new JobFact.BlockEnded(
                turn.text(frame.opener()), frame.number(), ending.name().toLowerCase(Locale.ROOT)));
    }

    /** A loop opens what it may, and ends when nothing is left. */
    void advance(StepPath path) {
        if (turn.step(path).status() != StepStatus.RUNNING) {
            return;
        }
        try {
            switch (holding(path)) {
                case StepAction.ForEach loop -> advance(path, loop);
                case StepAction.While loop -> advance(path, loop);
                case StepAction.Parallel p -> throw isNoLoop(path);
                case StepAction.Switch s -> throw isNoLoop(path);
            }
        } catch (LanguageException e) {
            fail(path, steps.unresolved(path, e));
        }
    }

    private void advance(StepPath path, StepAction.ForEach loop) {
        var frames = turn.step(path).frames();
        while (frames.open().size() < loop.maxParallel() && frames.opened() < frames.total()) {
            if (turn.crowded()) {
                turn.timer(JobTimer.Kind.RESUME, path, turn.atMs());
                return;
            }
            var number = frames.next();
            open(path, number);
            Variables.begin(turn, path.frame(number), loop);
            frames = turn.step(path).frames();
        }
        if (frames.open().isEmpty() && frames.opened() == frames.total()) {
            finish(path, "items");
        }
    }

    private void advance(StepPath path, StepAction.While loop) {
        var frames = turn.step(path).frames();
        if (!frames.open().isEmpty()
                || (loop.agent().isPresent() && ended(path, loop.agent().get()))) {
            return;
        }
        var scope = LoopScope.of(turn, path, loop);
        if (frames.opened() > 0
                && loop.until().isPresent()
                && loop.until().get().test(scope).holds()) {
            finish(path, "condition");
        } else if (frames.opened() >= frames.total()) {
            finish(path, "max_iterations");
        } else if (loop.condition().isPresent()
                && !loop.condition().get().test(scope).holds()) {
            finish(path, "condition");
        } else if (turn.crowded()) {
            turn.timer(JobTimer.Kind.RESUME, path, turn.atMs());
        } else {
            open(path, frames.next());
        }
    }

    /** Ends an agent's step where its last turn was the last. */
    private boolean ended(StepPath path, StepAction.Agent agent) {
        var frames = turn.step(path).frames();
        var turns = new AgentTurns(turn.plan(), turn.draft(), path, frames.next());
        var outcome = AgentEnd.of(turns, agent, frames.total(), "agent '" + turn.text(path) + "'");
        outcome.ifPresent(end -> {
            switch (end) {
                case AgentEnd.Answered answered -> steps.doneHere(path, answered.envelope());
                case AgentEnd.Failed failed -> fail(path, failed.failure());
            }
        });
        return outcome.isPresent();
    }

    private void finish(StepPath path, String terminatedBy) {
        var frames = turn.step(path).frames();
        var success = frames.failed() == 0 && frames.unsuccessful() == 0;
        steps.doneHere(path, BlockResult.ofLoop(turn, path, terminatedBy), success);
    }

    private void join(StepPath path, StepAction.Parallel parallel) {
        var frames = turn.step(path).frames();
        var succeeded = frames.opened() - frames.open().size() - frames.failed();
        if (succeeded < parallel.join() && !frames.open().isEmpty()) {
            return;
        }
        if (succeeded < parallel.join()) {
            fail(
                    path,
                    Failure.of(
                            FailureKind.TOOL,
                            "TOO_FEW_BRANCHES",
                            "step '" + turn.text(path) + "': " + succeeded + " branches succeeded, " + parallel.join()
                                    + " are needed"));
            return;
        }
        stopFrames(path, "enough branches of '" + turn.text(path) + "' succeeded");
        steps.doneHere(path, BlockResult.ofParallel(turn, path), frames.unsuccessful() == 0);
    }

    private StepAction.Holding holding(StepPath path) {
        return (StepAction.Holding) turn.plan().step(path).action();
    }

    private IllegalStateException isNoLoop(StepPath path) {
        return new IllegalStateException("the step " + turn.text(path) + " is no loop");
    }
}
