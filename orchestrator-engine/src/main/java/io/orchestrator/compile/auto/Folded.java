package io.orchestrator.compile.auto;

import io.orchestrator.compile.document.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A loop that is written in one with the single step that it repeats. Where that step has tags it is written apart, so that
 * they are asked in each iteration.
 */
final class Folded {

    private static final List<String> LOOPS = List.of("for_each", "foreach", "while", "until");
    private static final Set<String> OF_THE_BODY = Set.of(
            "tool",
            "action",
            "parameters",
            "model",
            "prompt",
            "messages",
            "output_schema",
            "schema",
            "set",
            "workflow",
            "inputs",
            "queue",
            "timeout",
            "retry",
            "max_retries",
            "requires_model");
    private static final Set<String> POLICIES = Set.of("fail", "continue", "skip", "retry");
    private static final String ON_FAILURE = "on_failure";
    /** The id that the dialect gives such a body. */
    private static final String TASK = "task";

    private Folded() {}

    static boolean in(Node.Mapping step) {
        return LOOPS.stream().anyMatch(step::has)
                && !step.has("steps")
                && !step.has("action_loop")
                && OF_THE_BODY.stream()
                        .filter(key -> !key.equals(HiddenSteps.MODEL))
                        .flatMap(key -> step.get(key).stream())
                        .anyMatch(Nodes::hasTag);
    }

    /** The loop with its body under steps, the tags of the body filled in by steps before it. */
    static Node.Mapping unfold(Node.Mapping step, HiddenSteps hidden) {
        Map<String, Node.Entry> loop = new LinkedHashMap<>();
        Map<String, Node.Entry> task = new LinkedHashMap<>();
        task.put("id", new Node.Entry(step.place(), Nodes.text(TASK, step.place())));
        step.entries().forEach((key, entry) -> {
            if (OF_THE_BODY.contains(key)) {
                task.put(key, new Node.Entry(entry.key(), inside(key, entry.node(), hidden)));
            } else {
                loop.put(key, entry);
            }
            if (key.equals(ON_FAILURE)
                    && entry.node() instanceof Node.Scalar word
                    && POLICIES.contains(word.text().strip())) {
                task.put(key, entry);
            }
        });
        var steps = new ArrayList<>(hidden.inside());
        steps.add(new Node.Mapping(task, step.place()));
        loop.put("steps", new Node.Entry(step.place(), new Node.Sequence(steps, step.place())));
        return new Node.Mapping(loop, step.place());
    }

    /** Structure is left for the client. */
    private static Node inside(String key, Node node, HiddenSteps hidden) {
        return AutoSteps.VALUES.contains(key) && Nodes.hasTag(node) ? hidden.replaceInside(node) : node;
    }
}
