package io.orchestrator.compile.pipeline.step;

import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.model.Value;
import java.util.List;
import java.util.stream.Stream;

/** The kinds of steps, and the keys that make a step one. */
enum StepKind {
    FOR_EACH("for_each", "foreach"),
    WHILE("while", "until"),
    ACTION_LOOP("action_loop"),
    QUEUE("create_parallel_queue"),
    AGENT("agent"),
    SWITCH("switch"),
    PARALLEL("parallel"),
    WAIT("wait"),
    SIGNAL("signal"),
    APPROVAL("approval"),
    EMIT("emit"),
    FAIL("fail"),
    SUCCEED("succeed"),
    WORKFLOW("workflow"),
    TOOL("tool"),
    SET("set"),
    MODEL("model", "prompt", "messages");

    private final String first;
    private final String second;
    private final String third;

    StepKind(String key) {
        this(key, key, key);
    }

    StepKind(String first, String second) {
        this(first, second, second);
    }

    StepKind(String first, String second, String third) {
        this.first = first;
        this.second = second;
        this.third = third;
    }

    private Stream<String> keys() {
        return Stream.of(first, second, third);
    }

    /** The kinds that the step's keys name; a step of none can still have an action word. */
    static List<StepKind> of(Fields step) {
        return Stream.of(values()).filter(kind -> kind.isIn(step)).toList();
    }

    /** Whether the mapping has any kind, or an action. */
    static boolean any(Node.Mapping mapping) {
        return mapping.has("action")
                || Stream.of(values()).flatMap(StepKind::keys).anyMatch(mapping::has);
    }

    /** The key that makes the step this kind. */
    String key(Fields step) {
        return keys().filter(step::has).findFirst().orElse(first);
    }

    private boolean isIn(Fields step) {
        if (keys().noneMatch(step::has)) {
            return false;
        }
        return switch (this) {
            // Those of an action loop say how long it goes on.
            case WHILE -> !step.has("action_loop");
            // The pipeline format's "parallel: true" belongs to foreach.
            case PARALLEL ->
                step.node("parallel")
                        .filter(node -> !(node.value() instanceof Value.Bool))
                        .isPresent();
            case FOR_EACH,
                    ACTION_LOOP,
                    QUEUE,
                    AGENT,
                    SWITCH,
                    WAIT,
                    SIGNAL,
                    APPROVAL,
                    EMIT,
                    FAIL,
                    SUCCEED,
                    WORKFLOW,
                    TOOL,
                    SET,
                    MODEL -> true;
        };
    }
}
