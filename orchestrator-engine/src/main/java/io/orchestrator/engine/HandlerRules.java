package io.orchestrator.engine;

import io.orchestrator.language.value.LanguageException;
import io.orchestrator.model.Failure;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.TaskRef;
import io.orchestrator.model.Value;
import io.orchestrator.plan.ErrorHandler;
import io.orchestrator.plan.FramePath;
import io.orchestrator.plan.StepPath;
import java.util.LinkedHashMap;

/** What error handlers do: they run steps, give a result instead, ask for another try, or hand the failure on. */
final class HandlerRules {

    private final Turn turn;
    private final StepRules steps;

    HandlerRules(Turn turn, StepRules steps) {
        this.turn = turn;
        this.steps = steps;
    }

    /** Gives the failure to the first handler that matches; false where there is none. */
    boolean take(StepPath path, TaskRef task, Failure failure) {
        var handlers = turn.plan().step(path).flow().handlers();
        var runs = turn.step(path).frames().handlerRuns();
        for (int i = 0; i < handlers.size(); i++) {
            var handler = handlers.get(i);
            var left = handler.retry() ? runs < handler.maxRetries() : runs < FramePath.MAX_RUNS;
            if (left && HandlerMatch.matches(handler, failure)) {
                var frame = FramePath.ofHandler(path, i, runs + 1);
                turn.emit(new JobFact.FailureCaught(task, failure, frame.number()));
                steps.start(frame);
                return true;
            }
        }
        return false;
    }

    /** The handler's steps are through. */
    void handled(FramePath frame) {
        var path = frame.opener();
        var handler = turn.plan().step(path).flow().handlers().get(frame.handler());
        turn.emit(new JobFact.BlockEnded(turn.text(path), frame.number(), "fine"));
        if (handler.retry()) {
            steps.attempt(path);
        } else {
            conclude(frame, handler);
        }
    }

    /** The handler itself failed: the step's first failure counts, unless the handler may fail. */
    void failed(FramePath frame) {
        var path = frame.opener();
        var handler = turn.plan().step(path).flow().handlers().get(frame.handler());
        turn.emit(new JobFact.BlockEnded(turn.text(path), frame.number(), "failed"));
        if (handler.continueOnHandlerFailure()) {
            conclude(frame, handler);
        } else {
            settle(path);
        }
    }

    private void conclude(FramePath frame, ErrorHandler handler) {
        var path = frame.opener();
        if (handler.propagate()) {
            settle(path);
            return;
        }
        var error = FrameNames.error(turn.step(path), turn.text(path));
        try {
            var result = result(frame, handler, error);
            var envelope = new LinkedHashMap<String, Value>();
            envelope.put("result", result);
            envelope.put("success", Value.Bool.TRUE);
            envelope.put("error", Value.Null.NULL);
            envelope.put("handled_error", error);
            steps.doneHere(path, Value.of(envelope));
        } catch (LanguageException e) {
            steps.settle(path, turn.step(path).run().startedAtMs(), turn.atMs(), steps.unresolved(path, e));
        }
    }

    /** The handler's fallback, else what its last step gave. */
    private Value result(FramePath frame, ErrorHandler handler, Value error) {
        var path = frame.opener();
        if (handler.fallback().isPresent()) {
            var scope = JobScope.ofStep(
                    turn.plan(), turn.draft(), path, turn.step(path).attempt());
            return handler.fallback().get().render(scope.with("error", error));
        }
        var block = handler.block().steps();
        var last = block.isEmpty() ? null : turn.step(frame.step(block.getLast()));
        return last == null ? Value.Null.NULL : Envelopes.result(last);
    }

    private void settle(StepPath path) {
        var state = turn.step(path);
        var failure = state.failure();
        if (failure == null) {
            throw new IllegalStateException("nothing was caught at " + turn.text(path));
        }
        steps.settle(path, state.run().startedAtMs(), turn.atMs(), failure);
    }
}
