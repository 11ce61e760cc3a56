package io.orchestrator.compile.ucop;

import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.document.Place;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.compile.pipeline.field.Named;
import io.orchestrator.model.Value;
import java.util.List;
import java.util.Optional;

/**
 * A step of a workflow, read from any of the shapes.
 *
 * @param id the native step's id, unique
 * @param name what other steps call it
 * @param agent who does it
 * @param place where it stands
 * @param fields its own keys; none where the step is a bare name
 * @param inputs what it reads
 * @param outputs what it answers; names of later steps' inputs
 * @param body what the agent runs
 */
record AgentStep(
        String id,
        String name,
        String agent,
        Place place,
        Fields fields,
        List<Given> inputs,
        List<Named> outputs,
        AgentBody body) {

    AgentStep {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /**
     * One input.
     *
     * @param name what it is called
     * @param value what the author gives; empty: the output or the job's input of that name
     */
    record Given(Named name, Optional<Node> value) {}

    /** Whether the job fails with it; UCOP's other steps fail alone. */
    boolean critical() {
        var metadata = fields.node("metadata");
        return isTrue(fields.node("critical"))
                || (metadata.orElse(null) instanceof Node.Mapping mapping && isTrue(mapping.get("critical")));
    }

    /** Whether it may have no result though the job goes on. */
    boolean mayLackResult() {
        return !critical() || fields.has("condition") || fields.has("conditions");
    }

    private static boolean isTrue(Optional<Node> node) {
        return node.filter(flag -> Value.Bool.TRUE.equals(flag.value())).isPresent();
    }

    /** An expression: the step's value for templates, whatever its id looks like. */
    String path() {
        return id.contains("-") ? "step_results['" + id + "']" : id;
    }
}
