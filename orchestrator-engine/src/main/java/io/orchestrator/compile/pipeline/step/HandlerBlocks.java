package io.orchestrator.compile.pipeline.step;

import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.pipeline.call.ModelNames;
import io.orchestrator.compile.pipeline.call.StepDefaults;
import io.orchestrator.compile.pipeline.draft.BlockDraft;
import io.orchestrator.compile.pipeline.draft.StepTree;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.compile.pipeline.field.Named;
import io.orchestrator.model.Value;
import io.orchestrator.plan.Block;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the steps that handle an error or undo a step: a step by its id, steps inside, or an action in words. */
final class HandlerBlocks {

    /** Keys of the step that a handler can be in one. */
    static final Set<String> STEP_KEYS = Set.of(
            "handler_action",
            "action",
            "tool",
            "parameters",
            "set",
            "model",
            "prompt",
            "messages",
            "workflow",
            "inputs",
            "emit",
            "fail",
            "wait",
            "timeout",
            "queue");

    private static final List<String> ACTIONS = List.of("handler_action", "action");
    private static final List<String> DOING = List.of(
            "handler_action",
            "action",
            "tool",
            "set",
            "model",
            "prompt",
            "messages",
            "workflow",
            "emit",
            "fail",
            "wait");

    /** What a model is told besides the author's words. */
    private static final String CONTEXT =
            "\n\nThe step '{{ error.failed_task_id }}' has failed: {{ error.error_type }}: {{ error.error_message }}";

    private final ModelNames models;
    private final StepDefaults defaults;

    /** Ids of the steps that are being read as handlers. */
    private final Deque<String> reading = new ArrayDeque<>();

    HandlerBlocks(ModelNames models, StepDefaults defaults) {
        this.models = models;
        this.defaults = defaults;
    }

    /** A step's id, or an action in words. */
    Block named(Named named, BlockDraft.Kind kind, OpenStep step) {
        var found = step.blocks().find(named.id());
        if (found.isPresent()) {
            return copy(named, found.get(), kind, step);
        }
        if (Prose.of(named.id()) instanceof Prose.Word) {
            unknown(named, kind == BlockDraft.Kind.COMPENSATION ? "compensate" : "on_error", step);
            return Block.EMPTY;
        }
        return inline(action(named), kind, step);
    }

    private static Node.Mapping action(Named named) {
        var text = new Node.Scalar(Value.of(named.id()), named.id(), false, named.place());
        return new Node.Mapping(Map.of("action", new Node.Entry(named.place(), text)), named.place());
    }

    /** What the handler's keys say. */
    Block read(Fields handler, BlockDraft.Kind kind, OpenStep step) {
        var ids = HandlerReader.STEP.stream().filter(handler::has).toList();
        var doing = DOING.stream().filter(handler::has).toList();
        if (ids.size() + (handler.has("steps") ? 1 : 0) + (doing.isEmpty() ? 0 : 1) > 1
                || (handler.has("action") && handler.has("handler_action"))) {
            handler.findings()
                    .error(
                            "several-kinds",
                            handler.mapping().place(),
                            "the handler names a step, has steps, or does something itself: this one does several",
                            "make a handler of each");
            ids.forEach(key -> handler.text(key).ifPresent(step.blocks()::find));
            return Block.EMPTY;
        }
        if (!ids.isEmpty()) {
            return byId(handler, ids.getFirst(), kind, step);
        }
        if (handler.has("steps")) {
            return steps(handler.sequence("steps").map(Node.Sequence::items).orElse(List.of()), handler, kind, step);
        }
        return doing.isEmpty() ? Block.EMPTY : inline(handler.mapping(), kind, step);
    }

    private Block byId(Fields handler, String key, BlockDraft.Kind kind, OpenStep step) {
        var id = handler.scalar(key);
        if (id.isEmpty()) {
            return Block.EMPTY;
        }
        var named = new Named(id.get().text().strip(), id.get().place());
        var found = step.blocks().find(named.id());
        if (found.isEmpty()) {
            unknown(named, key, step);
            return Block.EMPTY;
        }
        return copy(named, timed(found.get(), handler), kind, step);
    }

    private static void unknown(Named named, String key, OpenStep step) {
        step.findings()
                .error(
                        "unknown-step",
                        named.place(),
                        "'" + key + "' names the step '" + named.id() + "', which does not exist",
                        "write the id of a step, or in words what to do");
    }

    private Block copy(Named named, Node.Mapping mapping, BlockDraft.Kind kind, OpenStep step) {
        if (named.id().equals(step.id()) || reading.contains(named.id())) {
            if (kind == BlockDraft.Kind.HANDLER || kind == BlockDraft.Kind.COMPENSATION) {
                step.findings()
                        .error(
                                "self-reference",
                                named.place(),
                                "the step '" + named.id() + "' handles its own error",
                                "name another step");
            }
            return Block.EMPTY;
        }
        reading.push(named.id());
        var block = step.block(kind, "", names(kind, step), List.of(mapping));
        reading.pop();
        return block;
    }

    private Block steps(List<Node> items, Fields handler, BlockDraft.Kind kind, OpenStep step) {
        return step.block(
                kind,
                "",
                names(kind, step),
                items.stream()
                        .map(item -> item instanceof Node.Mapping mapping ? timed(mapping, handler) : item)
                        .toList());
    }

    /** A step without a time limit has the handler's. */
    private static Node.Mapping timed(Node.Mapping step, Fields handler) {
        var timeout = handler.node("timeout");
        return timeout.isEmpty() || step.has("timeout") ? step : OpenStep.with(step, "timeout", timeout.get());
    }

    private Block inline(Node.Mapping handler, BlockDraft.Kind kind, OpenStep step) {
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        handler.entries().forEach((key, entry) -> {
            if (ACTIONS.contains(key)) {
                entries.put("action", entry);
            } else if (STEP_KEYS.contains(key)) {
                entries.put(key, entry);
            }
        });
        var words = words(entries);
        if (words.isPresent() && !hasModel(entries)) {
            step.findings()
                    .warning(
                            "no-model",
                            words.get().place(),
                            "the handler's action is in words and no model is configured: nothing is done about the error"
                                    + " besides its fallback and retries",
                            models.advice());
            return Block.EMPTY;
        }
        words.map(HandlerBlocks::withContext)
                .ifPresent(text -> entries.put("action", new Node.Entry(text.place(), text)));
        return step.block(
                kind,
                "",
                names(kind, step),
                List.of(OpenStep.identified(new Node.Mapping(entries, handler.place()), StepTree.HANDLER)));
    }

    /** The action, where only a model can follow it. */
    private static Optional<Node.Scalar> words(Map<String, Node.Entry> entries) {
        var action = entries.get("action");
        return action != null
                        && !entries.containsKey("tool")
                        && action.node() instanceof Node.Scalar words
                        && Prose.of(words.text()) instanceof Prose.Model
                ? Optional.of(words)
                : Optional.empty();
    }

    private boolean hasModel(Map<String, Node.Entry> entries) {
        var parameters = entries.get("parameters");
        var named = parameters != null && parameters.node() instanceof Node.Mapping mapping && mapping.has("model");
        return named
                || entries.containsKey("model")
                || defaults.model().isPresent()
                || models.any().isPresent();
    }

    private static Node.Scalar withContext(Node.Scalar words) {
        var text = words.text().strip() + CONTEXT;
        return new Node.Scalar(Value.of(text), text, words.block(), words.place());
    }

    /** What a handler's steps can read; those that undo a step read its result. */
    private static Set<String> names(BlockDraft.Kind kind, OpenStep step) {
        return kind.handles() ? Set.of("error", "$error") : Set.of(step.id());
    }

    /** What {@code finally} says: steps, or one step; they read the step's value and its error. */
    static Block cleanup(OpenStep step) {
        var node = step.fields().node("finally");
        if (node.isEmpty()) {
            return Block.EMPTY;
        }
        if (node.get() instanceof Node.Scalar) {
            step.fields().wrongType("finally", "a list of steps", node.get());
            return Block.EMPTY;
        }
        var names = Set.of(step.id(), "error", "$error");
        return step.block(BlockDraft.Kind.AFTER, "", names, OpenStep.items(node.get()));
    }

    /** What {@code compensate} says: a step's id, steps, or one step. */
    Block compensation(OpenStep step) {
        var node = step.fields().node("compensate");
        if (node.isEmpty()) {
            return Block.EMPTY;
        }
        var kind = BlockDraft.Kind.COMPENSATION;
        return switch (node.get()) {
            case Node.Scalar scalar -> named(new Named(scalar.text().strip(), scalar.place()), kind, step);
            case Node.Sequence list -> step.block(kind, "", Set.of(step.id()), list.items());
            case Node.Mapping mapping -> step.block(kind, "", Set.of(step.id()), OpenStep.items(mapping));
        };
    }
}
