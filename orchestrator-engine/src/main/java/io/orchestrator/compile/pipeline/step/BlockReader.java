package io.orchestrator.compile.pipeline.step;

import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.pipeline.draft.BlockDraft;
import io.orchestrator.compile.pipeline.draft.Opening;
import io.orchestrator.compile.pipeline.draft.StepDraft;
import io.orchestrator.compile.pipeline.draft.StepTree;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.compile.pipeline.field.Named;
import io.orchestrator.plan.Block;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads lists of steps, one inside the other; one a compilation, not thread-safe. */
public final class BlockReader {

    /** How deep blocks can stand in each other. */
    static final int MAX_DEPTH = 12;

    private static final Pattern STEP_ID = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,127}");

    private final StepTree tree = new StepTree();
    private final BlockDraft.Order order;
    private final StepReader steps;
    private final Findings findings;
    private final Set<String> documentHandlers;
    private final Set<String> inputs;

    /** The lists that are open, the innermost first. */
    private final Deque<OpenBlock> open = new ArrayDeque<>();

    /** The steps of the document's own list, which handlers of what runs in the end can be. */
    private Map<String, Node.Mapping> rootSteps = Map.of();

    private boolean full;

    /**
     * A list that is being read.
     *
     * @param kind what it is for
     * @param number of the block
     * @param byId its steps as written
     * @param used ids of those that something has asked for
     */
    private record OpenBlock(BlockDraft.Kind kind, int number, Map<String, Node.Mapping> byId, Set<String> used) {}

    /**
     * @param readers what reads the parts of a step
     * @param inputs names of the workflow's inputs
     * @param order how steps follow each other in every block
     */
    public BlockReader(StepParts readers, Set<String> inputs, BlockDraft.Order order, Findings findings) {
        this.findings = findings;
        this.inputs = Set.copyOf(inputs);
        this.order = order;
        this.steps = new StepReader(readers, findings);
        this.documentHandlers = HandlerIds.ofDocument(readers.handlers().ofDocument());
    }

    /** What has been read. */
    public StepTree tree() {
        return tree;
    }

    BlockDraft.Order order() {
        return order;
    }

    Set<String> inputs() {
        return inputs;
    }

    /** Whether what is read now stands inside of a loop. */
    boolean insideLoop() {
        return open.stream().anyMatch(block -> block.kind() == BlockDraft.Kind.LOOP);
    }

    /** Whether what is read now runs for an error, inside of a handler. */
    boolean insideHandler() {
        return open.stream().anyMatch(block -> block.kind().handles());
    }

    /** Reads the steps of one of the document's own lists, or of a step. */
    public Block read(Opening opening, List<Node> items) {
        if (open.size() >= MAX_DEPTH) {
            items.stream()
                    .findFirst()
                    .ifPresent(item -> findings.error(
                            "document-too-large",
                            item.place(),
                            "the steps stand in each other more than " + MAX_DEPTH + " deep",
                            "call another workflow with workflow:"));
            return Block.EMPTY;
        }
        var mappings = mappings(items);
        var byId = byId(mappings);
        var handlers = handlers(mappings, opening.kind(), byId.keySet());
        open.push(new OpenBlock(opening.kind(), tree.open(), byId, new HashSet<>()));
        var indexes = new ArrayList<Integer>();
        for (var mapping : mappings) {
            var name = name(new Fields(mapping, findings));
            if (!handlers.contains(name.id()) || name.id().isEmpty()) {
                step(name, mapping).ifPresent(indexes::add);
            }
        }
        var block = open.pop();
        if (opening.kind() == BlockDraft.Kind.ROOT) {
            rootSteps = byId;
        }
        handlers.stream().filter(id -> !block.used().contains(id)).sorted().forEach(id -> unreachable(id, byId));
        return tree.close(block.number(), opening, indexes);
    }

    /** It left the normal flow for steps that never run, as those that handle each other's errors. */
    private void unreachable(String id, Map<String, Node.Mapping> byId) {
        findings.error(
                "unreachable-step",
                Objects.requireNonNull(byId.get(id)).placeOf("id"),
                "the step '" + id + "' only handles errors of steps that never run",
                "name another handler");
    }

    private Set<String> handlers(List<Node.Mapping> mappings, BlockDraft.Kind kind, Set<String> ids) {
        if (kind.handles()) {
            return Set.of();
        }
        var handlers = HandlerIds.of(mappings);
        if (kind == BlockDraft.Kind.ROOT) {
            handlers.addAll(documentHandlers);
        }
        handlers.retainAll(ids);
        return handlers;
    }

    /** The step of that id as written, in the innermost of the lists around that has one. */
    Optional<Node.Mapping> find(String id) {
        for (var block : open) {
            var step = block.byId().get(id);
            if (step != null) {
                block.used().add(id);
                return Optional.of(step);
            }
        }
        return Optional.ofNullable(rootSteps.get(id));
    }

    private Optional<Integer> step(Named name, Node.Mapping mapping) {
        if (tree.isFull()) {
            tooMany(mapping);
            return Optional.empty();
        }
        var place = new StepReader.Site(tree.reserve(), open.element().number(), name);
        tree.put(steps.read(place, mapping, this));
        return Optional.of(place.index());
    }

    private void tooMany(Node.Mapping mapping) {
        if (!full) {
            full = true;
            findings.error(
                    "document-too-large",
                    mapping.place(),
                    "the workflow has more than " + StepTree.MAX_STEPS
                            + " steps, those inside steps and a copy of each error handler a step among them",
                    "split it");
        }
    }

    private List<Node.Mapping> mappings(List<Node> items) {
        var mappings = new ArrayList<Node.Mapping>();
        for (var item : items) {
            if (item instanceof Node.Mapping mapping) {
                mappings.add(mapping);
            } else {
                findings.error("wrong-type", item.place(), "a step is a mapping, not " + item.kind());
            }
        }
        return mappings;
    }

    private Map<String, Node.Mapping> byId(List<Node.Mapping> mappings) {
        Map<String, Node.Mapping> byId = new LinkedHashMap<>();
        Map<String, Integer> lines = new HashMap<>();
        for (var mapping : mappings) {
            var id = id(mapping);
            var earlier = lines.putIfAbsent(
                    id,
                    mapping.get("id").map(Node::place).orElse(mapping.place()).line());
            if (earlier != null && !id.isEmpty()) {
                findings.error(
                        "duplicate-step",
                        mapping.get("id").map(Node::place).orElse(mapping.place()),
                        "the step '" + id + "' is already in line " + earlier,
                        "give every step an id of its own");
            }
            byId.putIfAbsent(id, mapping);
        }
        return byId;
    }

    private static String id(Node.Mapping step) {
        return step.get("id").orElse(null) instanceof Node.Scalar scalar
                ? scalar.text().strip()
                : "";
    }

    private Named name(Fields step) {
        var id = step.text("id");
        if (id.isEmpty()) {
            if (!step.has("id")) {
                findings.error("missing-id", step.mapping().place(), "the step has no id", "add id:");
            }
            return new Named("", step.mapping().place());
        }
        var place = step.place("id");
        if (StepDraft.POLICIES.contains(id.get())) {
            findings.error(
                    "bad-id",
                    place,
                    "a step cannot be called '" + id.get() + "': on_failure reads the word as a policy",
                    "give it another id");
        } else if (!STEP_ID.matcher(id.get()).matches()) {
            findings.error(
                    "bad-id",
                    place,
                    "'" + id.get() + "' is no id for a step",
                    "use letters, digits, _ and -, a letter first");
        }
        return new Named(id.get(), place);
    }
}
