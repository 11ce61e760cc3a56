package io.orchestrator.plan;

import io.orchestrator.language.ValueTemplate;
import io.orchestrator.model.Priority;
import io.orchestrator.model.StepOutline;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A compiled workflow.
 *
 * @param id the workflow's id
 * @param name for people
 * @param version semantic version
 * @param hash stable: the same document text and dialect give the same hash, lower-case hex
 * @param inputs declared inputs in document order
 * @param steps in document order; {@code steps.get(i).index() == i}
 * @param outputs name to template in document order, rendered when the job has run to its end; a later one may read
 *     an earlier one as {@code outputs.name}
 * @param outputReferences indexes of the steps that the outputs read
 * @param priority of its jobs where the request has none
 * @param indexById a step's index by its id
 */
public record Plan(
        String id,
        String name,
        String version,
        String hash,
        List<InputSpec> inputs,
        List<PlanStep> steps,
        Map<String, ValueTemplate> outputs,
        List<Integer> outputReferences,
        Priority priority,
        Map<String, Integer> indexById) {

    public Plan {
        inputs = List.copyOf(inputs);
        steps = List.copyOf(steps);
        outputReferences = List.copyOf(outputReferences);
        indexById = Map.copyOf(indexById);
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    }

    /** The plan of a request that cannot be run. */
    public static final Plan NONE =
            new Plan("", "", "", "", List.of(), List.of(), Map.of(), List.of(), Priority.NORMAL);

    /** A plan whose index is computed from its steps. */
    public Plan(
            String id,
            String name,
            String version,
            String hash,
            List<InputSpec> inputs,
            List<PlanStep> steps,
            Map<String, ValueTemplate> outputs,
            List<Integer> outputReferences,
            Priority priority) {
        this(id, name, version, hash, inputs, steps, outputs, outputReferences, priority, index(steps));
    }

    private static Map<String, Integer> index(List<PlanStep> steps) {
        return steps.stream().collect(Collectors.toMap(PlanStep::id, PlanStep::index));
    }

    /** The step with this id, where there is one. */
    public Optional<PlanStep> find(String id) {
        return Optional.ofNullable(indexById.get(id)).map(steps::get);
    }

    /** {@code id@version}. */
    public String key() {
        return id + "@" + version;
    }

    public PlanStep step(int index) {
        return steps.get(index);
    }

    /** What result documents say of the steps, in document order. */
    public List<StepOutline> outline() {
        return steps.stream().map(this::outline).toList();
    }

    private StepOutline outline(PlanStep step) {
        var dependencies =
                step.dependencies().stream().map(i -> steps.get(i).id()).toList();
        return switch (step.action()) {
            case StepAction.CallTool tool ->
                new StepOutline(step.id(), step.authorAction(), tool.tool(), "", dependencies, step.level());
            case StepAction.CallModel model ->
                new StepOutline(
                        step.id(),
                        step.authorAction(),
                        "",
                        String.join(",", model.models()),
                        dependencies,
                        step.level());
            case StepAction.SetVariables set ->
                new StepOutline(step.id(), step.authorAction(), "", "", dependencies, step.level());
        };
    }
}
