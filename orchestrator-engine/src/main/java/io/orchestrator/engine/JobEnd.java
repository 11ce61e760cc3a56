package io.orchestrator.engine;

import io.orchestrator.language.ValueTemplate;
import io.orchestrator.language.value.LanguageException;
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

    private static void unresolved(Turn turn, String name, LanguageException e) {
        var failure = Failure.of(
                FailureKind.TEMPLATE, "TEMPLATE_" + e.kind().name(), "outputs." + name + ": " + e.getMessage());
        turn.emit(new JobFact.JobFailed(Optional.of(failure), "", Value.EMPTY));
    }
}
