package io.orchestrator.compile.pipeline.step;

import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.pipeline.draft.StepDraft;
import io.orchestrator.compile.pipeline.draft.StepTree;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.language.Expression;
import io.orchestrator.language.value.LanguageException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A loop and its body, which can be written in one: {@code for_each} beside a tool and its parameters.
 *
 * @param loop the keys of the loop
 * @param task the keys of the body's only step; empty where the body is written under {@code steps}
 */
record LoopBody(Node.Mapping loop, Optional<Node.Mapping> task) {

    private static final List<String> FOR_EACH = List.of("for_each", "foreach");
    private static final List<String> REPEATED = List.of("while", "until");

    /** Keys that speak of the step as a whole, also where it is written in one with its body. */
    private static final Set<String> OF_THE_STEP = Set.of(
            "id",
            "name",
            "description",
            "metadata",
            "tags",
            "steps",
            "dependencies",
            "depends_on",
            "dynamic_dependencies",
            "condition",
            "if",
            "when",
            "on_success",
            "on_false",
            "else",
            "goto",
            "output_variable",
            "loop_name");

    private static final Set<String> OF_FOR_EACH = Set.of(
            "for_each", "foreach", "parallel", "max_parallel", "max_concurrent", "loop_var", "add_completion_task");

    private static final Set<String> OF_REPEATED =
            Set.of("while", "until", "max_iterations", "break_on_error", "iteration_timeout");

    /** The two apart; a step that is no loop is as it was. */
    static LoopBody of(Node.Mapping step) {
        var forEach = FOR_EACH.stream().anyMatch(step::has);
        var repeated = REPEATED.stream().anyMatch(step::has) && !step.has("action_loop");
        if ((!forEach && !repeated) || step.has("steps")) {
            return new LoopBody(step, Optional.empty());
        }
        var own = forEach ? OF_FOR_EACH : OF_REPEATED;
        Map<String, Node.Entry> loop = new LinkedHashMap<>();
        Map<String, Node.Entry> task = new LinkedHashMap<>();
        step.entries().forEach((key, entry) -> {
            var ofTheStep = OF_THE_STEP.contains(key) && !(forEach && isOfAnItem(key, entry.node()));
            if (ofTheStep || own.contains(key)) {
                loop.put(key, entry);
            } else if (key.equals("on_failure")) {
                split(entry, loop, task);
            } else {
                task.put(key, entry);
            }
        });
        var body = new Node.Mapping(task, step.place());
        return new LoopBody(
                new Node.Mapping(loop, step.place()),
                StepKind.any(body) ? Optional.of(OpenStep.identified(body, StepTree.TASK)) : Optional.empty());
    }

    /** A policy holds for each item, and for the loop in which one has failed; a jump is the loop's. */
    private static void split(Node.Entry entry, Map<String, Node.Entry> loop, Map<String, Node.Entry> task) {
        loop.put("on_failure", entry);
        if (entry.node() instanceof Node.Scalar word
                && StepDraft.POLICIES.contains(word.text().strip())) {
            task.put("on_failure", entry);
        }
    }

    /** A condition that reads the item chooses among the items. */
    private static boolean isOfAnItem(String key, Node node) {
        if (!StepReader.CONDITIONS.contains(key) || !(node instanceof Node.Scalar scalar)) {
            return false;
        }
        try {
            return Expression.parse(scalar.text().strip()).references().stream()
                    .anyMatch(LoopNames.OF_AN_ITEM::contains);
        } catch (LanguageException e) {
            // Whoever reads the condition reports it.
            return false;
        }
    }

    /** The steps of the body; none, with a finding, where the loop has none. */
    List<Node> items(Fields fields) {
        var findings = fields.findings();
        if (task.isPresent()) {
            return List.of(task.get());
        }
        var items = fields.node("steps").map(OpenStep::items).orElse(List.of());
        if (items.isEmpty()) {
            findings.error(
                    "no-steps",
                    fields.mapping().placeOf("steps"),
                    "the loop has no steps",
                    "add steps:, or tool: and parameters: for a single one");
        }
        return items;
    }
}
