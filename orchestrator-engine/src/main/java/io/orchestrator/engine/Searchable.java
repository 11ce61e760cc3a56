package io.orchestrator.engine;

import io.orchestrator.json.Json;
import io.orchestrator.model.JobView;
import io.orchestrator.model.SealedText;
import io.orchestrator.model.Value;
import io.orchestrator.plan.FramePath;
import io.orchestrator.plan.Plan;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What lists of jobs can be searched for: the values of the names that a workflow marks. */
public final class Searchable {

    private Searchable() {}

    /**
     * Name to value as text: the output's, else the variable's, else the input's. A name without a value is left out, and
     * so are lists and maps too long to be told; sealed values stay masked.
     *
     * @param state of a job that exists
     */
    public static Map<String, String> values(Plan plan, JobState state) {
        var values = new LinkedHashMap<String, String>();
        var draft = plan.searchable().isEmpty() ? null : state.draft();
        for (String name : plan.searchable()) {
            var value = draft == null ? null : value(plan, draft, name);
            if (value != null && value != Value.Null.NULL) {
                values.put(name, JobView.shortened(SealedText.mask(text(value))));
            }
        }
        return values;
    }

    private static @Nullable Value value(Plan plan, Draft draft, String name) {
        var found = unopened(plan, draft, name);
        return found == null ? null : draft.seen(found);
    }

    private static @Nullable Value unopened(Plan plan, Draft draft, String name) {
        var output = draft.root().outputs().get(name);
        if (output != null) {
            return output;
        }
        var variable = draft.variable(new VariablePath(FramePath.ROOT, name));
        return variable == null ? draft.header().inputs().get(name) : last(plan, draft, variable);
    }

    private static @Nullable Value last(Plan plan, Draft draft, VariableState variable) {
        if (variable.value() != null) {
            return variable.value();
        }
        var step = plan.find(variable.step());
        var value = step.isEmpty()
                ? null
                : Variables.assigned(
                        plan.step(step.get()),
                        draft.step(plan, step.get()),
                        variable.path().name());
        return value instanceof Value.Text ? value : null;
    }

    private static String text(Value value) {
        return value instanceof Value.Text text ? text.value() : Json.write(value);
    }
}
