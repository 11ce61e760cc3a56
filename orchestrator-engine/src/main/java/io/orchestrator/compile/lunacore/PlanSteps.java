package io.orchestrator.compile.lunacore;

import io.orchestrator.compile.desugar.Draft;
import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.compile.pipeline.field.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The steps of {@code execute_plan}: one after the other, each a callable or what a native step runs. */
final class PlanSteps {

    /** What a step may run besides a callable, as in the native document. */
    static final List<String> BODY = List.of(
            "tool",
            "action",
            "parameters",
            "model",
            "prompt",
            "messages",
            "output_schema",
            "set",
            "queue",
            "condition");

    private static final Vocabulary STEP = new Vocabulary(
            "a plan's step",
            Set.of(
                    "id",
                    "callable",
                    "args",
                    "kwargs",
                    "options",
                    "tool",
                    "action",
                    "parameters",
                    "model",
                    "prompt",
                    "messages",
                    "output_schema",
                    "set",
                    "queue",
                    "condition"),
            Set.of("name", "description", "metadata"),
            Map.of("agent_id", "the worker's id is in the events"),
            Map.of(),
            Map.of());

    private final Findings findings;
    private final Options options;

    PlanSteps(Node.Mapping document, Findings findings) {
        this.findings = findings;
        options = new Options(document, findings);
    }

    Node.Sequence read(Node.Sequence list) {
        var steps = new ArrayList<Node>();
        for (var index = 0; index < list.items().size(); index++) {
            var item = list.items().get(index);
            steps.add(item instanceof Node.Mapping mapping ? step(index, mapping) : item);
        }
        return new Node.Sequence(steps, list.place());
    }

    private Node step(int index, Node.Mapping mapping) {
        STEP.check(mapping, findings);
        var fields = new Fields(mapping, findings);
        var draft = new Draft(mapping.place()).copy("id", mapping).put("id", "step_" + index);
        draft.copy("name", mapping).copy("description", mapping).copy("metadata", mapping);
        var runs = BODY.stream()
                .filter(key -> !key.equals("condition") && !key.equals("queue"))
                .anyMatch(fields::has);
        if (fields.has("callable")) {
            Callables.write(fields, draft, findings);
        } else if (!runs) {
            findings.error(
                    "no-callable",
                    mapping.place(),
                    "no callable found in step " + index,
                    "add callable: package.module.function, or tool:, or model: and prompt:");
        }
        BODY.forEach(key -> draft.copy(key, mapping));
        options.write(fields, fields.text("id").orElse("step_" + index), draft);
        return draft.node();
    }
}
