package io.orchestrator.plan;

import io.orchestrator.model.Value;
import io.orchestrator.model.VariableScope;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Names of variables whose value is read from where their last version is kept, and not from the result of the step that
 * assigned them.
 *
 * @param shared a step inside of another assigns them for steps outside of it: everyone reads the last version
 * @param updated a step that assigns them reads them: it reads the last version
 */
public record KeptVariables(Set<String> shared, Set<String> updated) {

    public KeptVariables {
        shared = Set.copyOf(shared);
        updated = Set.copyOf(updated);
    }

    static KeptVariables of(List<PlanStep> steps) {
        var shared = new HashSet<String>();
        var updated = new HashSet<String>();
        for (PlanStep step : steps) {
            if (step.action() instanceof StepAction.SetVariables set
                    && set.variables().source() instanceof Value.Dict variables) {
                var names = variables.entries().keySet();
                if (step.parent().isPresent() && reachesOut(set.scope())) {
                    shared.addAll(names);
                }
                set.variables().references().stream().filter(names::contains).forEach(updated::add);
            }
        }
        return new KeptVariables(shared, updated);
    }

    private static boolean reachesOut(VariableScope scope) {
        return scope == VariableScope.LOOP || scope == VariableScope.GLOBAL;
    }

    /** Whether a variable's value must be stored with its version. */
    public boolean has(String name) {
        return shared.contains(name) || updated.contains(name);
    }
}
