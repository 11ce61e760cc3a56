package io.orchestrator.engine;

import io.orchestrator.language.ValueTemplate;
import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.Scope;
import io.orchestrator.model.TaskResult;
import io.orchestrator.plan.StepAction;
import io.orchestrator.plan.StepPath;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Ends a job whose steps have all ended. */
final class JobEnd {

    private JobEnd() {}

    static void finish(Turn turn) {
        var failed = turn.root().stepFailed();
        var outputs = new LinkedHashMap<String, Value>();
        var scope = JobScope.ofOutputs(turn.plan(), turn.draft());
        for (Map.Entry<String, ValueTemplate> output : turn.plan().outputs().entrySet()) {
            try {
                outputs.put(output.getKey(), output.getValue().render(scope.with("outputs", Value.of(outputs))));
            } catch (LanguageException e) {
                if (!failed) {
                    unresolved(turn, output.getKey(), e);
                    return;
                }
                // A job that failed has the outputs that its completed steps can give; its failed step says why.
            }
        }
        if (failed) {
            turn.emit(new JobFact.JobFailed(Optional.empty(), "", Value.of(outputs)));
        } else {
            turn.emit(new JobFact.JobCompleted(!turn.root().stepUnsuccessful(), Value.of(outputs)));
        }
    }

    /** A step ends the job: with outputs, or failed with a reason. */
    static void byStep(Turn turn, StepPath path, StepAction.End end, Scope scope) {
        var outputs = end.outputs().render(scope) instanceof Value.Dict dict ? dict : Value.EMPTY;
        var reason = end.reason().render(scope);
        var envelope = new LinkedHashMap<String, Value>();
        envelope.put("result", end.success() ? outputs : Value.of(reason));
        envelope.put("success", Value.of(end.success()));
        envelope.put("error", end.success() ? Value.Null.NULL : Value.of(reason));
        var task = turn.task(path, Math.max(1, turn.step(path).attempt()));
        var done = new TaskResult.Done(Value.of(envelope), Optional.empty());
        turn.emit(new JobFact.StepCompleted(task, "", turn.atMs(), turn.atMs(), done));
        turn.stopJob("step " + turn.text(path) + " ended the job");
        if (end.success()) {
            turn.emit(new JobFact.JobCompleted(!turn.root().stepUnsuccessful(), outputs));
        } else {
            var message = reason.isBlank() ? "step '" + turn.text(path) + "' ended the job" : reason;
            var failure = Failure.of(FailureKind.REJECTED, "FAILED_BY_STEP", message);
            turn.emit(new JobFact.JobFailed(Optional.of(failure), turn.text(path), Value.EMPTY));
        }
    }

    private static void unresolved(Turn turn, String name, LanguageException e) {
        var failure = Failure.of(
                FailureKind.TEMPLATE, "TEMPLATE_" + e.kind().name(), "outputs." + name + ": " + e.getMessage());
        turn.emit(new JobFact.JobFailed(Optional.of(failure), "", Value.EMPTY));
    }
}
