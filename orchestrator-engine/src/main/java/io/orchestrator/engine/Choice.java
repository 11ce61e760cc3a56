package io.orchestrator.engine;

import io.orchestrator.language.value.Scope;
import io.orchestrator.plan.StepAction;
import java.util.Optional;

/** Which case of a switch is taken. */
final class Choice {

    private Choice() {}

    /** The number of the first case that holds. */
    static Optional<Integer> of(StepAction.Switch choice, Scope scope) {
        for (int i = 0; i < choice.cases().size(); i++) {
            var when = choice.cases().get(i).when();
            if (when.isEmpty() || when.get().test(scope).holds()) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }
}
