package io.orchestrator.plan;

import io.orchestrator.language.ValueTemplate;
import io.orchestrator.model.Priority;
import io.orchestrator.model.StepOutline;
import java.util.List;

/**
 * A compiled workflow.
 *
 * @param id the workflow's id
 * @param name for people
 * @param version semantic version
 * @param hash stable: the same document text and dialect give the same hash, lower-case hex
 * @param inputs declared inputs in document order
 * @param steps in document order; {@code steps.get(i).index() == i}
 * @param outputs name to template, rendered when the job has run to its end; a map template
 * @param outputReferences indexes of the steps that the outputs read
 * @param priority of its jobs where the request has none
 */
public record Plan(
        String id,
        String name,
        String version,
        String hash,
        List<InputSpec> inputs,
        List<PlanStep> steps,
        ValueTemplate outputs,
        List<Integer> outputReferences,
        Priority priority) {

    public Plan {
        inputs = List.copyOf(inputs);
        steps = List.copyOf(steps);
        outputReferences = List.copyOf(outputReferences);
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
