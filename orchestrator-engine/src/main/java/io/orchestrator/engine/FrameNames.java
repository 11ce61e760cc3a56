package io.orchestrator.engine;

import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.StepStatus;
import io.orchestrator.model.Value;
import io.orchestrator.plan.FramePath;
import io.orchestrator.plan.Plan;
import io.orchestrator.plan.StepAction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names that a frame gives its steps: those of the loop, with and without {@code $}; all of them also as fields of
 * the loop's id and of its {@code loop_name}; {@code error} in a handler.
 */
final class FrameNames {

    private static final List<String> COMMON =
            List.of("index", "iteration", "position", "is_first", "loop_id", "loop_name", "has_prev", "has_previous");
    private static final List<String> OF_ITEMS =
            List.of("item", "items", "is_last", "length", "remaining", "has_next", "next_item", "prev_item");
    private static final List<String> OF_QUEUE = List.of("queue", "queue_size", "parallel_queue_id", "parent_task");
    private static final List<String> OF_ACTIONS = List.of("total_duration", "termination_reason");
    private static final String LOOP_STATE = "loop_state";
    private static final String ERROR = "error";

    private FrameNames() {}

    static @Nullable Value lookup(Plan plan, Draft draft, FramePath frame, String asked) {
        var name = asked.startsWith("$") ? asked.substring(1) : asked;
        if (frame.isHandler()) {
            return name.equals(ERROR) ? error(plan, draft, frame) : null;
        }
        if (frame.isFinally()) {
            return name.equals(ERROR) ? errorOrNull(plan, draft, frame) : null;
        }
        var owner = plan.step(frame.opener());
        if (!(owner.action() instanceof StepAction.Holding holding) || frame.number() < 0) {
            return null;
        }
        return switch (holding) {
            case StepAction.ForEach loop -> {
                var each = new Each(plan, draft, frame, loop);
                yield name.equals(loop.itemName()) ? each.value("item") : each.lookup(name, owner.id(), loop.name());
            }
            case StepAction.While loop -> new Again(plan, draft, frame, loop).lookup(name, owner.id(), loop.name());
            case StepAction.Parallel p -> null;
            case StepAction.Switch s -> null;
        };
    }

    /** Everything that an iteration gives its steps, as one map. */
    static Value ofLoop(Plan plan, Draft draft, FramePath frame) {
        return switch (plan.step(frame.opener()).action()) {
            case StepAction.ForEach loop -> new Each(plan, draft, frame, loop).everything();
            case StepAction.While loop -> new Again(plan, draft, frame, loop).everything();
            default -> Value.EMPTY;
        };
    }

    static Collection<String> names(Plan plan, Draft draft, FramePath frame) {
        var names = new ArrayList<String>();
        for (String name : List.of("item", "items", "length", "is_last", LOOP_STATE, ERROR, "queue")) {
            if (lookup(plan, draft, frame, name) != null) {
                names.add(name);
            }
        }
        if (!names.contains(ERROR)) {
            names.addAll(COMMON);
        }
        return names;
    }

    private static Value errorOrNull(Plan plan, Draft draft, FramePath frame) {
        var state = draft.step(plan, frame.opener());
        if (state.failure() != null) {
            return error(plan, draft, frame);
        }
        if (state.status() == StepStatus.CANCELLED) {
            return stopped(plan.text(frame.opener()), state.attempt());
        }
        return state.envelope() == null || state.success()
                ? Value.Null.NULL
                : reported(state.envelope(), plan.text(frame.opener()), state.attempt());
    }

    private static Value stopped(String step, int attempt) {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("failed_task_id", Value.of(step));
        fields.put("error_type", Value.of(FailureKind.CANCELLED.errorType()));
        fields.put("error_message", Value.of("the step was stopped"));
        fields.put("error_code", Value.of("CANCELLED"));
        fields.put("attempt", Value.of(attempt));
        return Value.of(fields);
    }

    private static Value reported(Value.Dict envelope, String step, int attempt) {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("failed_task_id", Value.of(step));
        fields.put("error_type", Value.of(FailureKind.TOOL.errorType()));
        var message = envelope.get("error");
        fields.put("error_message", message == null ? Value.Null.NULL : message);
        fields.put("error_code", Value.of("REPORTED_FAILURE"));
        fields.put("attempt", Value.of(attempt));
        return Value.of(fields);
    }

    private static Value error(Plan plan, Draft draft, FramePath frame) {
        var state = draft.step(plan, frame.opener());
        return error(state, plan.text(frame.opener()));
    }

    /** What a handler sees of the failure. */
    static Value error(StepState state, String step) {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("failed_task_id", Value.of(step));
        Failure failure = state.failure();
        if (failure != null) {
            fields.put("error_type", Value.of(failure.kind().errorType()));
            fields.put("error_message", Value.of(failure.message()));
            fields.put("error_code", Value.of(failure.code()));
        }
        fields.put("attempt", Value.of(state.attempt()));
        return Value.of(fields);
    }

    /** One iteration of a loop over items. */
    private record Each(Plan plan, Draft draft, FramePath frame, StepAction.ForEach loop) {

        @Nullable
        Value lookup(String name, String id, String loopName) {
            if (name.equals(id) || name.equals(loopName)) {
                return everything();
            }
            return value(name);
        }

        Value everything() {
            var fields = new LinkedHashMap<String, Value>();
            var isQueue = loop.statistics() == StepAction.Statistics.PARALLEL_QUEUE;
            for (List<String> group : List.of(COMMON, OF_ITEMS, isQueue ? OF_QUEUE : List.<String>of())) {
                for (String name : group) {
                    var value = value(name);
                    if (value != null) {
                        fields.put(name, value);
                    }
                }
            }
            return Value.of(fields);
        }

        @Nullable
        Value value(String name) {
            if (!COMMON.contains(name) && !OF_ITEMS.contains(name) && !OF_QUEUE.contains(name)) {
                return null;
            }
            var state = draft.step(plan, frame.opener());
            int index = frame.number() - state.frames().first();
            int total = state.frames().total();
            return switch (name) {
                case "item" -> draft.item(frame.opener(), index);
                case "next_item" -> orNull(draft.item(frame.opener(), index + 1));
                case "prev_item" -> index == 0 ? Value.Null.NULL : orNull(draft.item(frame.opener(), index - 1));
                case "items", "queue" -> items(total);
                case "length", "queue_size" -> Value.of(total);
                case "remaining" -> Value.of(total - index - 1);
                case "is_last" -> Value.of(index == total - 1);
                case "has_next" -> Value.of(index < total - 1);
                case "parallel_queue_id", "parent_task" ->
                    Value.of(plan.step(frame.opener()).id());
                default -> common(plan, frame, index, name);
            };
        }

        private Value items(int total) {
            return Value.lazy(new Value.Elements() {
                @Override
                public int size() {
                    return total;
                }

                @Override
                public Value get(int index) {
                    return orNull(draft.item(frame.opener(), index));
                }
            });
        }
    }

    /** One iteration of a loop under a condition. */
    private record Again(Plan plan, Draft draft, FramePath frame, StepAction.While loop) {

        @Nullable
        Value lookup(String name, String id, String loopName) {
            return name.equals(id) || name.equals(loopName) ? everything() : value(name);
        }

        Value everything() {
            var fields = new LinkedHashMap<String, Value>();
            for (List<String> group : List.of(COMMON, OF_ACTIONS, List.of(LOOP_STATE))) {
                for (String name : group) {
                    var value = value(name);
                    if (value != null) {
                        fields.put(name, value);
                    }
                }
            }
            return Value.of(fields);
        }

        private @Nullable Value value(String name) {
            if (name.equals(LOOP_STATE)) {
                return state(plan, draft, frame, index());
            }
            if (name.equals(StepAction.Agent.CONVERSATION)) {
                return loop.agent().isEmpty()
                        ? null
                        : new AgentTurns(plan, draft, frame.opener(), frame.number()).conversation();
            }
            if (OF_ACTIONS.contains(name)) {
                return loop.statistics() == StepAction.Statistics.ACTION_LOOP
                        ? ofActions(draft, draft.step(plan, frame.opener())).get(name)
                        : null;
            }
            return COMMON.contains(name) ? common(plan, frame, index(), name) : null;
        }

        private int index() {
            return frame.number() - draft.step(plan, frame.opener()).frames().first();
        }
    }

    /** What an action_loop tells besides: seconds from its beginning to the last event, and why it has ended. */
    static Map<String, Value> ofActions(Draft draft, StepState loop) {
        var ended = loop.run().completedAtMs();
        var until = ended > 0 ? ended : draft.root().updatedAtMs();
        var reason = Envelopes.result(loop) instanceof Value.Dict result ? result.get("terminated_by") : null;
        return Map.of(
                "total_duration",
                Value.of((until - loop.run().startedAtMs()) / 1000.0),
                "termination_reason",
                orNull(reason));
    }

    /** {@code loop_state}: the number of the iteration and what the steps of the one before gave, by id. */
    static Value state(Plan plan, Draft draft, FramePath frame, int index) {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("iteration", Value.of(index));
        if (index > 0) {
            fields.putAll(Views.steps(plan, draft, frame.opener().frame(frame.number() - 1))
                    .entries());
        }
        return Value.of(fields);
    }

    private static Value common(Plan plan, FramePath frame, int index, String name) {
        return switch (name) {
            case "index", "iteration" -> Value.of(index);
            case "position" -> Value.of(index + 1);
            case "is_first" -> Value.of(index == 0);
            case "has_prev", "has_previous" -> Value.of(index > 0);
            case "loop_id" -> Value.of(plan.text(frame.opener()));
            default -> Value.of(plan.step(frame.opener()).id());
        };
    }

    private static Value orNull(@Nullable Value value) {
        return value == null ? Value.Null.NULL : value;
    }
}
