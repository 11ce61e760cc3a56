package io.orchestrator.compile.pipeline.step;

import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.pipeline.draft.BlockDraft;
import io.orchestrator.compile.pipeline.draft.Opening;
import io.orchestrator.compile.pipeline.draft.StepTree;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.compile.pipeline.field.TemplateReader;
import io.orchestrator.model.Value;
import io.orchestrator.plan.Block;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A step that is being read.
 *
 * @param index its place in the plan
 * @param id its id
 * @param fields its keys; of a loop that is written in one with its body, those of the loop
 * @param templates parses what it reads before it begins
 * @param inside parses what it reads from inside its own loop
 * @param after parses what it reads when it has ended: its own result, its error
 * @param blocks reads the steps inside
 */
record OpenStep(
        int index,
        String id,
        Fields fields,
        TemplateReader templates,
        TemplateReader inside,
        TemplateReader after,
        BlockReader blocks) {

    private static final List<String> LOOPS = List.of("for_each", "foreach", "while", "until");

    Findings findings() {
        return fields.findings();
    }

    /** Reads steps inside. */
    Block block(BlockDraft.Kind kind, String name, Set<String> names, List<Node> items) {
        return blocks.read(new Opening(kind, OptionalInt.of(index), name, names, blocks.order()), items);
    }

    /** Reads the steps of a loop's body, each waiting for the one before. */
    Block chain(Set<String> names, List<Node> items) {
        return blocks.read(
                new Opening(BlockDraft.Kind.LOOP, OptionalInt.of(index), "", names, BlockDraft.Order.CHAINED), items);
    }

    /** The steps that a node holds: a list of them, {@code steps:}, or one step, which may lack its id. */
    static List<Node> items(Node node) {
        return switch (node) {
            case Node.Sequence list -> list.items();
            case Node.Mapping mapping ->
                mapping.get("steps")
                        .filter(steps -> LOOPS.stream().noneMatch(mapping::has))
                        .map(OpenStep::items)
                        .orElseGet(() -> List.of(identified(mapping, StepTree.TASK)));
            case Node.Scalar scalar -> List.of(scalar);
        };
    }

    /** The mapping with an id, its own where it has one. */
    static Node.Mapping identified(Node.Mapping mapping, String id) {
        return mapping.has("id") ? mapping : with(mapping, "id", id);
    }

    /** The mapping with a text more. */
    private static Node.Mapping with(Node.Mapping mapping, String key, String text) {
        return with(mapping, key, new Node.Scalar(Value.of(text), text, false, mapping.place()));
    }

    /** The mapping with a key more, unless it has it. */
    static Node.Mapping with(Node.Mapping mapping, String key, Node node) {
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        entries.put(key, new Node.Entry(node.place(), node));
        entries.putAll(mapping.entries());
        return new Node.Mapping(entries, mapping.place());
    }
}
