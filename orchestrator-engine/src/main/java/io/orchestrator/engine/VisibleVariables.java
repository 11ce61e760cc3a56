package io.orchestrator.engine;

import io.orchestrator.model.StepStatus;
import io.orchestrator.model.Value;
import io.orchestrator.plan.FramePath;
import io.orchestrator.plan.MetadataName;
import io.orchestrator.plan.Plan;
import io.orchestrator.plan.PlanStep;
import io.orchestrator.plan.StepAction;
import io.orchestrator.plan.StepPath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The variables of one frame, and what is known of its steps and variables, as one place in the frame sees them.
 *
 * @param frame which
 * @param visible indexes of the steps that can be seen, in document order
 */
record VisibleVariables(Plan plan, Draft draft, FramePath frame, List<Integer> visible) {

    /** A value and the step that gave it. */
    private record Given(Value value, String step, @Nullable StepPath writer) {}

    /** The variable's value; null where none is visible. */
    @Nullable
    Value value(String name) {
        var given = given(name);
        return given == null ? null : given.value();
    }

    /** Last versions count where steps elsewhere assign the name, else the last visible step that does. */
    private @Nullable Given given(String name) {
        var set = setFromOutside(name);
        if (set != null) {
            return set;
        }
        if (plan.kept().shared().contains(name)) {
            var last = draft.variable(new VariablePath(frame, name));
            var value = last == null ? null : last.value();
            if (last != null && value != null) {
                return new Given(value, last.step(), plan.find(last.step()).orElse(null));
            }
        }
        for (int i = visible.size() - 1; i >= 0; i--) {
            var path = frame.step(visible.get(i));
            var step = plan.step(path);
            if (!livesHere(step, path, name)) {
                continue;
            }
            var state = draft.step(plan, path);
            var value = state.status() == StepStatus.COMPLETED ? Variables.assigned(step, state, name) : null;
            if (value != null) {
                return new Given(value, plan.text(path), path);
            }
        }
        return null;
    }

    /** What a client gave, unless a step has assigned the name since. */
    private @Nullable Given setFromOutside(String name) {
        if (!draft.root().course().variablesSet() || !frame.equals(FramePath.ROOT)) {
            return null;
        }
        var last = draft.variable(new VariablePath(frame, name));
        var value = last == null || !last.step().isEmpty() ? null : last.value();
        return value == null ? null : new Given(value, "", null);
    }

    private boolean livesHere(PlanStep step, StepPath path, String name) {
        var assigns = step.outputVariable().equals(name)
                || (step.action() instanceof StepAction.SetVariables set && set.assigns(name));
        return assigns
                && VariablePath.frame(plan, path, Variables.declared(step, name))
                        .equals(frame);
    }

    /** What {@code __name_metadata} means here; null where the name is unknown. */
    @Nullable
    Value metadata(MetadataName asked) {
        var fields = new LinkedHashMap<String, Value>();
        var index = plan.block(frame).indexById().get(asked.subject());
        if (index != null && visible.contains(index)) {
            add(fields, ofStep(asked, draft.step(plan, frame.step(index))));
        }
        if (!asked.ofModel()) {
            add(fields, ofVariable(asked.subject()));
        }
        return fields.isEmpty() ? null : Value.of(fields);
    }

    private @Nullable Map<String, Value> ofStep(MetadataName asked, StepState state) {
        return asked.ofModel() ? Metadata.ofModel(state) : Metadata.ofStep(plan, state);
    }

    private @Nullable Map<String, Value> ofVariable(String name) {
        var given = given(name);
        return given == null
                ? null
                : Metadata.ofVariable(
                        given.step(),
                        given.writer() == null ? null : draft.step(plan, given.writer()),
                        draft.variable(new VariablePath(frame, name)),
                        given.value());
    }

    private static void add(Map<String, Value> fields, @Nullable Map<String, Value> more) {
        if (more != null) {
            more.forEach(fields::putIfAbsent);
        }
    }

    /** What a step itself assigned last, where it reads that; null where it assigns no such name, or did not yet. */
    static @Nullable Value own(Plan plan, Draft draft, StepPath self, String name) {
        var step = plan.step(self);
        if (!(step.action() instanceof StepAction.SetVariables set) || !set.assigns(name)) {
            return null;
        }
        var state = draft.step(plan, self);
        if (state.status() == StepStatus.COMPLETED) {
            return Variables.assigned(step, state, name);
        }
        var last = draft.variable(VariablePath.of(plan, self, Variables.declared(step, name), name));
        return last == null ? null : last.value();
    }
}
