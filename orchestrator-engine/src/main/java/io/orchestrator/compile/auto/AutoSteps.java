package io.orchestrator.compile.auto;

import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.plan.PlanStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes steps that ask a model of the tags that are filled in at run time: those in a step's parameters, prompt,
 * conditions, lists and jumps. The step {@code x__auto_1} stands before the step {@code x} in the same list, and the tag
 * becomes a reference to its result, so the answer is recorded like any other.
 */
public final class AutoSteps {

    /** What a hidden step's id has after that of the step it belongs to. */
    public static final String MARK = PlanStep.ASKS;

    /** Keys with templates: what a step does, rendered when it runs. */
    static final Set<String> VALUES =
            Set.of("parameters", "prompt", "messages", "set", "inputs", "value", "fallback_value", "payload", "text");

    private static final Set<String> CONDITIONS = Set.of("condition", "if", "when");
    private static final Set<String> LISTS = Set.of("for_each", "foreach");
    private static final Set<String> AFTER = Set.of("while", "until");
    private static final Set<String> JUMPS = Set.of("goto", "on_success", "on_false", "on_failure");
    private static final String STEPS = "steps";

    private final Findings findings;
    /** The first hidden step of a step: who jumps to the step must not jump over it. */
    private final Map<String, String> entrances = new HashMap<>();

    /** The model of a tool's parameter {@code model} where that is a tag. */
    private final Optional<String> model;

    private AutoSteps(Optional<String> model, Findings findings) {
        this.model = model;
        this.findings = findings;
    }

    /**
     * The document with the steps; unchanged where there are no tags.
     *
     * @param models the configured models, {@code provider/model} or {@code provider/*}
     */
    public static Node expand(Node document, List<String> models, Findings findings) {
        if (!(document instanceof Node.Mapping mapping) || !Nodes.hasTag(document)) {
            return document;
        }
        var own = mapping.get(HiddenSteps.MODEL)
                .filter(node -> node instanceof Node.Scalar && !ModelChoice.isWanted(node))
                .map(node -> ((Node.Scalar) node).text().strip());
        var steps = new AutoSteps(own.or(() -> ModelChoice.choose("", models)), findings);
        var expanded = mapping.get(STEPS)
                .map(list -> Nodes.with(mapping, STEPS, steps.list(list)))
                .orElse(mapping);
        return steps.entrances.isEmpty() ? expanded : steps.retarget(expanded);
    }

    private Node list(Node node) {
        if (!(node instanceof Node.Sequence list)) {
            return node;
        }
        var ids = ids(list);
        var items = new ArrayList<Node>();
        for (var item : list.items()) {
            if (item instanceof Node.Mapping step && Nodes.hasTag(step)) {
                step(step, ids, items);
            } else {
                items.add(item);
            }
        }
        return new Node.Sequence(items, list.place());
    }

    private static String text(Node step) {
        return step instanceof Node.Mapping mapping && mapping.get("id").orElse(null) instanceof Node.Scalar id
                ? id.text()
                : "";
    }

    private static List<String> ids(Node.Sequence list) {
        return Nodes.mappings(list).stream()
                .flatMap(step -> step.get("id").stream())
                .filter(Node.Scalar.class::isInstance)
                .map(id -> ((Node.Scalar) id).text().strip())
                .toList();
    }

    private void step(Node.Mapping step, List<String> ids, List<Node> items) {
        var hidden = new HiddenSteps(step, findings);
        if (Folded.in(step)) {
            step(Folded.unfold(step, hidden), ids, items);
            return;
        }
        var entries = new LinkedHashMap<String, Node.Entry>();
        step.entries().forEach((key, entry) -> {
            var node = Nodes.hasTag(entry.node()) && !InnerDocuments.at(key, entry.node())
                    ? replaced(key, entry.node(), ids, hidden)
                    : entry.node();
            entries.put(key, new Node.Entry(entry.key(), node));
        });
        var before = hidden.before();
        if (!before.isEmpty()) {
            entrances.put(hidden.owner(), text(before.getFirst()));
        }
        items.addAll(before);
        var body = withModel(new Node.Mapping(entries, step.place()));
        items.add(hidden.after().isEmpty() ? body : withLast(body, hidden.after()));
    }

    /** A tool that takes the name of a model gets one; a model's own step chooses when it is read. */
    private Node.Mapping withModel(Node.Mapping step) {
        if (!step.has("tool")
                || !(step.get("parameters").orElse(null) instanceof Node.Mapping parameters)
                || parameters
                        .get(HiddenSteps.MODEL)
                        .filter(ModelChoice::isWanted)
                        .isEmpty()) {
            return step;
        }
        var at = parameters.placeOf(HiddenSteps.MODEL);
        if (model.isEmpty()) {
            findings.error("no-model", at, "no model is configured by its name", ModelChoice.HINT);
        }
        var chosen = Nodes.text(model.orElse(""), at);
        return Nodes.with(step, "parameters", Nodes.with(parameters, HiddenSteps.MODEL, chosen));
    }

    /** The step with more steps at the end of its body, which is what a loop's condition reads. */
    private Node.Mapping withLast(Node.Mapping loop, List<Node> last) {
        if (loop.get(STEPS).orElse(null) instanceof Node.Sequence body) {
            var steps = new ArrayList<>(body.items());
            steps.addAll(last);
            return Nodes.with(loop, STEPS, new Node.Sequence(steps, body.place()));
        }
        if (loop.get(ActionLists.LOOP).orElse(null) instanceof Node.Sequence actions) {
            var steps = new ArrayList<>(ActionLists.identified(actions).items());
            steps.addAll(last);
            return Nodes.with(loop, ActionLists.LOOP, new Node.Sequence(steps, actions.place()));
        }
        findings.error(
                "auto-place",
                loop.place(),
                "an <AUTO> tag in the condition of a loop is asked in each iteration",
                "write what the loop repeats as a list under steps:");
        return loop;
    }

    private Node replaced(String key, Node node, List<String> ids, HiddenSteps hidden) {
        if (VALUES.contains(key)) {
            return hidden.replace(node, Wanted.TEXT);
        }
        if (CONDITIONS.contains(key)) {
            return hidden.condition(node);
        }
        if (LISTS.contains(key)) {
            return hidden.replace(node, Wanted.LIST);
        }
        if (AFTER.contains(key)) {
            return hidden.loopCondition(key, node);
        }
        if (JUMPS.contains(key)) {
            return hidden.replace(node, ids.isEmpty() ? Wanted.TEXT : Wanted.oneOf(ids));
        }
        if (key.equals("switch") && node instanceof Node.Sequence cases) {
            return new Node.Sequence(
                    cases.items().stream().map(item -> oneCase(item, hidden)).toList(), cases.place());
        }
        if (key.equals("create_parallel_queue") && node instanceof Node.Mapping queue) {
            return queue(queue, hidden);
        }
        if (key.equals(ActionLists.LOOP) && node instanceof Node.Sequence actions) {
            return list(ActionLists.identified(actions));
        }
        return nested(node);
    }

    /** The list is asked for before the queue, what a task is given in each task. */
    private Node queue(Node.Mapping queue, HiddenSteps hidden) {
        var asked = queue.get("on")
                .filter(Nodes::hasTag)
                .map(on -> Nodes.with(queue, "on", hidden.replace(on, Wanted.LIST)))
                .orElse(queue);
        var task = ActionLists.task(asked);
        if (task.isEmpty() || !Nodes.hasTag(task.get())) {
            var on = asked.get("on");
            var rest = (Node.Mapping) nested(asked.without(List.of("on")));
            return on.<Node>map(node -> Nodes.with(rest, "on", node)).orElse(rest);
        }
        var steps = list(new Node.Sequence(List.of(task.get()), queue.place()));
        return ActionLists.with(asked, (Node.Sequence) steps);
    }

    private Node oneCase(Node node, HiddenSteps hidden) {
        if (!(node instanceof Node.Mapping mapping)) {
            return node;
        }
        var rest = (Node.Mapping) nested(mapping.without(List.of("when")));
        return mapping.get("when")
                .<Node>map(when -> Nodes.with(rest, "when", Nodes.hasTag(when) ? hidden.condition(when) : when))
                .orElse(rest);
    }

    /** Lists of steps inside of a step: the bodies of loops, branches, cases and handlers. */
    private Node nested(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> scalar;
            case Node.Sequence list -> isSteps(list) ? list(list) : eachOf(list);
            case Node.Mapping mapping -> {
                var entries = new LinkedHashMap<String, Node.Entry>();
                mapping.entries()
                        .forEach((key, entry) -> entries.put(
                                key,
                                InnerDocuments.at(key, entry.node())
                                        ? entry
                                        : new Node.Entry(entry.key(), nested(entry.node()))));
                yield new Node.Mapping(entries, mapping.place());
            }
        };
    }

    private Node eachOf(Node.Sequence list) {
        return new Node.Sequence(list.items().stream().map(this::nested).toList(), list.place());
    }

    private static boolean isSteps(Node.Sequence list) {
        return !list.items().isEmpty()
                && list.items().stream().allMatch(item -> item instanceof Node.Mapping step && step.has("id"));
    }

    private Node.Mapping retarget(Node.Mapping document) {
        return (Node.Mapping) retarget(document, "");
    }

    private Node retarget(Node node, String key) {
        return switch (node) {
            case Node.Scalar scalar -> {
                var entrance = JUMPS.contains(key) ? entrances.get(scalar.text().strip()) : null;
                yield entrance == null ? scalar : Nodes.text(entrance, scalar);
            }
            case Node.Sequence list ->
                new Node.Sequence(
                        list.items().stream().map(item -> retarget(item, "")).toList(), list.place());
            case Node.Mapping mapping -> {
                var entries = new LinkedHashMap<String, Node.Entry>();
                mapping.entries()
                        .forEach((name, entry) -> entries.put(
                                name,
                                InnerDocuments.at(name, entry.node())
                                        ? entry
                                        : new Node.Entry(entry.key(), retarget(entry.node(), name))));
                yield new Node.Mapping(entries, mapping.place());
            }
        };
    }
}
