package io.orchestrator.engine;

import io.orchestrator.json.Json;
import io.orchestrator.model.ArtifactMark;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.Value;
import io.orchestrator.model.VariableScope;
import io.orchestrator.model.VariableValue;
import io.orchestrator.plan.FramePath;
import io.orchestrator.plan.Plan;
import io.orchestrator.plan.PlanStep;
import io.orchestrator.plan.StepAction;
import io.orchestrator.plan.StepPath;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What steps assign: each assignment is a version of a variable, and an event that tells the old and the new value. */
final class Variables {

    /** A value whose JSON text is longer, in bytes, is told by its size and digest. */
    static final int MAX_TOLD_BYTES = 1_024;

    /** The longest value that a client can give a variable: its JSON text in bytes. */
    static final int MAX_SET_BYTES = 65_536;

    private Variables() {}

    /** A step has completed: its variables have new versions. */
    static void assign(Turn turn, StepPath path) {
        var step = turn.plan().step(path);
        assigned(step, turn.step(path)).forEach((name, value) -> {
            var scope = scope(turn.plan(), path, declared(step, name));
            tell(turn, VariablePath.of(turn.plan(), path, scope, name), scope, -1, turn.text(path), value);
        });
    }

    /** An iteration begins: the item has the name that the author gave it. */
    static void begin(Turn turn, FramePath frame, StepAction.ForEach loop) {
        var loopPath = frame.opener();
        var number = frame.number() - turn.step(loopPath).frames().first();
        var item = turn.draft().item(loopPath, number);
        if (!loop.itemName().isEmpty() && item != null) {
            var path = new VariablePath(frame, loop.itemName());
            tell(turn, path, VariableScope.LOOP, frame.number(), turn.text(loopPath), item);
        }
    }

    private static void tell(
            Turn turn, VariablePath path, VariableScope scope, int iteration, String step, Value value) {
        var before = turn.draft().variable(path);
        turn.emit(new JobFact.VariableChanged(
                step,
                iteration,
                path.name(),
                scope,
                before == null ? 1 : before.version() + 1,
                Optional.ofNullable(before).map(VariableState::told),
                told(value)));
    }

    /** The variable that an event is about. */
    static VariablePath path(Plan plan, JobFact.VariableChanged fact) {
        var step = Fold.path(plan, fact.step());
        return fact.iteration() >= 0
                ? new VariablePath(step.frame(fact.iteration()), fact.name())
                : VariablePath.of(plan, step, fact.scope(), fact.name());
    }

    /** Folds a change in. A long value that is read from here is in the result of the step, which came before. */
    static void changed(Plan plan, Draft draft, JobFact.VariableChanged fact) {
        var isLong = fact.value().value().isEmpty();
        Value kept = null;
        if (isLong && fact.iteration() < 0 && plan.kept().has(fact.name())) {
            var step = Fold.path(plan, fact.step());
            kept = assigned(plan.step(step), draft.step(plan, step)).get(fact.name());
        }
        draft.put(new VariableState(path(plan, fact), fact.version(), fact.step(), fact.value(), kept));
    }

    /** What a completed step assigns, by name. */
    private static Map<String, Value> assigned(PlanStep step, StepState state) {
        var assigned = new LinkedHashMap<String, Value>();
        var result = Envelopes.result(state);
        if (step.action() instanceof StepAction.SetVariables set && result instanceof Value.Dict values) {
            values.entries().forEach((name, value) -> {
                if (set.assigns(name)) {
                    assigned.put(name, value);
                }
            });
        }
        if (!step.outputVariable().isEmpty()) {
            assigned.put(step.outputVariable(), result);
        }
        return assigned;
    }

    /** What the step gives a name that it assigns; null where it assigns none of that name. */
    static @Nullable Value assigned(PlanStep step, StepState state, String name) {
        if (step.outputVariable().equals(name)) {
            return Envelopes.result(state);
        }
        return step.action() instanceof StepAction.SetVariables set
                        && set.assigns(name)
                        && Envelopes.result(state) instanceof Value.Dict values
                ? values.get(name)
                : null;
    }

    /** The scope that the author asked for. */
    static VariableScope declared(PlanStep step, String name) {
        return step.action() instanceof StepAction.SetVariables set
                        && !step.outputVariable().equals(name)
                ? set.scope()
                : VariableScope.STEP;
    }

    /** The scope in which the variable lives, as events name it: that of the frame. */
    private static VariableScope scope(Plan plan, StepPath path, VariableScope declared) {
        if (declared == VariableScope.TEMPORARY) {
            return declared;
        }
        var frame = VariablePath.frame(plan, path, declared);
        if (frame.equals(FramePath.ROOT)) {
            return VariableScope.GLOBAL;
        }
        return VariablePath.isIteration(plan, frame) ? VariableScope.LOOP : VariableScope.STEP;
    }

    static VariableValue told(Value value) {
        var mark = ArtifactMark.of(value);
        if (mark.isPresent()) {
            return new VariableValue(
                    mark.get().kind().type(),
                    Optional.empty(),
                    mark.get().bytes(),
                    mark.get().sha256());
        }
        var json = Json.write(value).getBytes(StandardCharsets.UTF_8);
        return json.length <= MAX_TOLD_BYTES
                ? new VariableValue(type(value), Optional.of(value), json.length, "")
                : new VariableValue(type(value), Optional.empty(), json.length, Ids.sha256(json));
    }

    /** The word for the type of a value, as inputs are declared. */
    static String type(Value value) {
        return switch (value) {
            case Value.Null n -> "null";
            case Value.Bool b -> "boolean";
            case Value.Int i -> "integer";
            case Value.BigInt i -> "integer";
            case Value.Real r -> "number";
            case Value.Text t ->
                ArtifactMark.of(t).map(mark -> mark.kind().type()).orElse("string");
            case Value.Array a -> "array";
            case Value.Dict d -> "object";
        };
    }
}
