package io.orchestrator.compile.auto;

import io.orchestrator.compile.document.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;

/** The pipeline format's loops, whose actions need no ids, as lists of steps that have one: the dialect's own. */
final class ActionLists {

    static final String LOOP = "action_loop";

    private static final String STEPS = "steps";
    private static final String TASK = "task";
    private static final String TOOL = "tool";

    /** Keys of a queue that speak of what is done with an item. */
    private static final Set<String> OF_THE_TASK = Set.of(
            TOOL,
            "action",
            "parameters",
            LOOP,
            "until",
            "while",
            "max_iterations",
            "break_on_error",
            "iteration_timeout",
            "loop_name");

    private ActionLists() {}

    /** Each action with its id, so that it stays the same where others are put between. */
    static Node.Sequence identified(Node.Sequence actions) {
        var steps = new ArrayList<Node>();
        for (var action : actions.items()) {
            steps.add(
                    action instanceof Node.Mapping mapping && !mapping.has("id")
                            ? Nodes.with(mapping, "id", Nodes.text(id(mapping, steps.size() + 1), mapping.place()))
                            : action);
        }
        return new Node.Sequence(steps, actions.place());
    }

    private static String id(Node.Mapping action, int number) {
        return action.get("name")
                .filter(Node.Scalar.class::isInstance)
                .map(name -> ((Node.Scalar) name).text().strip())
                .filter(name -> name.matches("[A-Za-z][A-Za-z0-9_-]{0,127}"))
                .orElse("action" + number);
    }

    /**
     * What a queue does with an item, as one step; empty where that is a list of steps, or an action loop whose actions
     * have the queue's tool.
     */
    static Optional<Node.Mapping> task(Node.Mapping queue) {
        var written = queue.get(TASK);
        if (queue.has(STEPS)
                || (written.isPresent() && !(written.get() instanceof Node.Mapping mapping && !mapping.has(STEPS)))) {
            return Optional.empty();
        }
        var entries = new LinkedHashMap<String, Node.Entry>();
        queue.entries().forEach((key, entry) -> {
            if (OF_THE_TASK.contains(key)) {
                entries.put(key, entry);
            }
        });
        if (written.isPresent() && written.get() instanceof Node.Mapping own) {
            entries.putAll(own.entries());
        }
        if (entries.containsKey(LOOP) && entries.containsKey(TOOL)) {
            return Optional.empty();
        }
        entries.putIfAbsent("id", new Node.Entry(queue.place(), Nodes.text(TASK, queue.place())));
        return Optional.of(new Node.Mapping(entries, queue.place()));
    }

    /** The queue with these steps for an item. */
    static Node.Mapping with(Node.Mapping queue, Node.Sequence steps) {
        var entries = new LinkedHashMap<String, Node.Entry>();
        queue.entries().forEach((key, entry) -> {
            if (!OF_THE_TASK.contains(key) && !key.equals(TASK)) {
                entries.put(key, entry);
            }
        });
        entries.put(STEPS, new Node.Entry(steps.place(), steps));
        return new Node.Mapping(entries, queue.place());
    }
}
