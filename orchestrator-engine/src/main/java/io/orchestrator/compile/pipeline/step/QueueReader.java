package io.orchestrator.compile.pipeline.step;

import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.pipeline.draft.BlockDraft;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.compile.pipeline.field.Vocabulary;
import io.orchestrator.language.ValueTemplate;
import io.orchestrator.plan.StepAction;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the pipeline format's create_parallel_queue: a task for every item of a list, several at the same time; the
 * task can be a tool, a step, an action loop, or be repeated.
 */
final class QueueReader {

    /** Tasks at the same time where the author says nothing. */
    static final int DEFAULT_PARALLEL = 10;

    /** Keys that speak of what is done with an item. */
    private static final Set<String> OF_THE_TASK = Set.of(
            "tool",
            "action",
            "parameters",
            "action_loop",
            "until",
            "while",
            "max_iterations",
            "break_on_error",
            "iteration_timeout",
            "loop_name");

    static final Vocabulary VOCABULARY = vocabulary();

    private QueueReader() {}

    private static Vocabulary vocabulary() {
        var keys = new HashSet<>(OF_THE_TASK);
        keys.addAll(List.of("on", "max_parallel", "task", "steps"));
        return Vocabulary.of("create_parallel_queue", Set.copyOf(keys));
    }

    static Optional<StepAction> read(OpenStep step) {
        var written = step.fields().mapping("create_parallel_queue");
        if (written.isEmpty()) {
            return Optional.empty();
        }
        VOCABULARY.check(written.get(), step.findings());
        var queue = new Fields(written.get(), step.findings());
        var items = queue.node("on");
        if (items.isEmpty()) {
            step.findings()
                    .error(
                            "missing-key",
                            written.get().place(),
                            "nothing says what the queue is made of",
                            "add on: with a list, or a template that gives one");
        }
        var values = items.map(node -> step.templates().value(node)).orElse(ValueTemplate.EMPTY);
        var parallel =
                (int) queue.integer("max_parallel", 1, LoopReader.MAX_PARALLEL).orElse(DEFAULT_PARALLEL);
        var body = step.block(BlockDraft.Kind.LOOP, "", LoopNames.queue(step.id()), tasks(queue));
        return Optional.of(
                new StepAction.ForEach(values, parallel, "", "", StepAction.Statistics.PARALLEL_QUEUE, body));
    }

    private static List<Node> tasks(Fields queue) {
        var mapping = queue.mapping();
        var task = queue.node("task");
        if (task.isPresent() && !(task.get() instanceof Node.Mapping)) {
            return OpenStep.items(task.get());
        }
        var inner = (Node.Mapping) task.orElse(new Node.Mapping(Map.of(), mapping.place()));
        if (inner.has("steps") || queue.has("steps")) {
            return OpenStep.items(
                    inner.has("steps") ? inner : queue.node("steps").orElseThrow());
        }
        return one(queue, inner);
    }

    /** The queue's keys and the task's, which count more, as one step. */
    private static List<Node> one(Fields queue, Node.Mapping inner) {
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        queue.mapping().entries().forEach((key, entry) -> {
            if (OF_THE_TASK.contains(key)) {
                entries.put(key, entry);
            }
        });
        entries.putAll(inner.entries());
        var task = ActionLoopReader.step(entries, queue.mapping());
        if (!StepKind.any(task)) {
            queue.findings()
                    .error(
                            "no-steps",
                            queue.mapping().place(),
                            "the queue does nothing with its items",
                            "add tool:, task: or action_loop:");
            return List.of();
        }
        return List.of(task.has("action_loop") ? withToolInside(task) : task);
    }

    /** The queue's tool is that of the loop's actions which name none. */
    private static Node withToolInside(Node.Mapping task) {
        var tool = task.get("tool");
        var loop = task.get("action_loop");
        if (tool.isEmpty() || !(loop.orElse(null) instanceof Node.Sequence actions)) {
            return task;
        }
        var inside = actions.items().stream()
                .map(action ->
                        action instanceof Node.Mapping mapping ? ActionLoopReader.tooled(mapping, tool.get()) : action)
                .toList();
        var entries = new LinkedHashMap<>(task.without(List.of("tool")).entries());
        entries.put("action_loop", new Node.Entry(actions.place(), new Node.Sequence(inside, actions.place())));
        return new Node.Mapping(entries, task.place());
    }
}
