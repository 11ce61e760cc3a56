package io.orchestrator.compile.pipeline.step;

import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.pipeline.draft.StepTree;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.plan.Durations;
import io.orchestrator.plan.StepAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the pipeline format's action_loop: actions one after the other, again and again. */
final class ActionLoopReader {

    private ActionLoopReader() {}

    static Optional<StepAction> read(OpenStep step) {
        var loop = step.fields();
        var findings = loop.findings();
        if (loop.has("while") && loop.has("until")) {
            LoopReader.conflict(loop, "while", "until");
        } else if (!loop.has("while") && !loop.has("until") && !loop.has("max_iterations")) {
            findings.error(
                    "missing-key",
                    loop.mapping().placeOf("action_loop"),
                    "nothing says when the loop ends",
                    "add until:, while: or max_iterations:");
        }
        var list = loop.sequence("action_loop");
        if (list.isPresent() && list.get().items().isEmpty()) {
            findings.error("no-steps", list.get().place(), "the loop has no actions", "add some");
        }
        var name = LoopReader.name(loop, "loop_name");
        var actions = actions(list.map(Node.Sequence::items).orElse(List.of()), loop);
        return Optional.of(new StepAction.While(
                LoopReader.condition(loop, "while", step.inside()),
                LoopReader.condition(loop, "until", step.inside()),
                LoopReader.iterations(loop, step.templates()),
                loop.flag("break_on_error").orElse(false),
                name,
                StepAction.Statistics.ACTION_LOOP,
                step.chain(LoopNames.actionLoop(step.id(), name), actions)));
    }

    private static List<Node> actions(List<Node> items, Fields loop) {
        var timeout = timeout(loop, items.size());
        var actions = new ArrayList<Node>();
        for (var item : items) {
            actions.add(item instanceof Node.Mapping mapping ? action(mapping, actions.size() + 1, timeout) : item);
        }
        return actions;
    }

    private static Node action(Node.Mapping item, int number, Optional<Node> timeout) {
        var timed = timeout.isPresent() && !item.has("timeout") ? OpenStep.with(item, "timeout", timeout.get()) : item;
        return OpenStep.identified(timed, id(item, number));
    }

    /** The action with a tool, unless it is in words or does something else. */
    static Node.Mapping tooled(Node.Mapping action, Node tool) {
        var isProse = action.get("action").orElse(null) instanceof Node.Scalar words
                && !(Prose.of(words.text()) instanceof Prose.Word);
        return isProse || StepKind.any(action.without(List.of("action")))
                ? action
                : OpenStep.with(action, "tool", tool);
    }

    /** The name where it can be an id, else a number. */
    private static String id(Node.Mapping item, int number) {
        return item.get("name")
                .filter(Node.Scalar.class::isInstance)
                .map(name -> ((Node.Scalar) name).text().strip())
                .filter(name -> name.matches("[A-Za-z][A-Za-z0-9_-]{0,127}"))
                .orElse("action" + number);
    }

    /** The limit of an iteration, which each of its actions has. */
    private static Optional<Node> timeout(Fields loop, int actions) {
        var node = loop.node("iteration_timeout");
        if (node.isEmpty()) {
            return node;
        }
        var millis = Durations.millis(node.get().value());
        if (millis.isEmpty() || millis.getAsLong() == 0) {
            loop.findings()
                    .error(
                            "bad-value",
                            node.get().place(),
                            "'iteration_timeout' must be " + Durations.EXPECTED + ", and more than 0");
            return Optional.empty();
        }
        if (actions > 1) {
            loop.findings()
                    .info(
                            "iteration-timeout",
                            loop.mapping().placeOf("iteration_timeout"),
                            "each of the " + actions + " actions has the limit of the iteration",
                            "write timeout on the actions");
        }
        return node;
    }

    /** A mapping as a step, with other keys beside its own. */
    static Node.Mapping step(Map<String, Node.Entry> entries, Node.Mapping at) {
        return OpenStep.identified(new Node.Mapping(entries, at.place()), StepTree.TASK);
    }
}
