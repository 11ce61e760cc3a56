package io.orchestrator.plan;

import io.orchestrator.language.ValueTemplate;
import io.orchestrator.model.Priority;
import io.orchestrator.model.StepOutline;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A compiled workflow.
 *
 * @param id the workflow's id
 * @param name for people
 * @param version semantic version
 * @param hash stable: the same document text and dialect give the same hash, lower-case hex
 * @param inputs declared inputs in document order
 * @param steps every step, those of blocks after the step that holds the block; {@code steps.get(i).index() == i}
 * @param root the document's own list
 * @param cleanup the steps of {@code finally}, which run when the job is about to end, however it ends; may be empty
 * @param outputs name to template in document order, rendered when the job has run to its end; a later one may read
 *     an earlier one as {@code outputs.name}
 * @param outputReferences indexes of the steps that the outputs read
 * @param priority of its jobs where the request has none
 * @param timeoutMs limit of a job in milliseconds; 0 is none
 * @param kept variables that are read from where their last version is kept
 * @param searchable names of inputs, variables and outputs that jobs are found by
 * @param admittance what its jobs must be let through before they run
 */
public record Plan(
        String id,
        String name,
        String version,
        String hash,
        List<InputSpec> inputs,
        List<PlanStep> steps,
        Block root,
        Block cleanup,
        Map<String, ValueTemplate> outputs,
        List<Integer> outputReferences,
        Priority priority,
        long timeoutMs,
        KeptVariables kept,
        List<String> searchable,
        Admittance admittance) {

    /** A plan that marks nothing as searchable; which variables are kept follows from its steps. */
    public Plan(
            String id,
            String name,
            String version,
            String hash,
            List<InputSpec> inputs,
            List<PlanStep> steps,
            Block root,
            Block cleanup,
            Map<String, ValueTemplate> outputs,
            List<Integer> outputReferences,
            Priority priority,
            long timeoutMs) {
        this(
                id,
                name,
                version,
                hash,
                inputs,
                steps,
                root,
                cleanup,
                outputs,
                outputReferences,
                priority,
                timeoutMs,
                KeptVariables.of(steps),
                List.of(),
                Admittance.PLAIN);
    }

    public Plan {
        inputs = List.copyOf(inputs);
        steps = List.copyOf(steps);
        outputReferences = List.copyOf(outputReferences);
        searchable = List.copyOf(searchable);
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    }

    /** The plan of a request that cannot be run. */
    public static final Plan NONE = new Plan(
            "", "", "", "", List.of(), List.of(), Block.EMPTY, Block.EMPTY, Map.of(), List.of(), Priority.NORMAL, 0);

    /** The plan with these names marked. */
    public Plan searchable(List<String> names) {
        return new Plan(
                id,
                name,
                version,
                hash,
                inputs,
                steps,
                root,
                cleanup,
                outputs,
                outputReferences,
                priority,
                timeoutMs,
                kept,
                names,
                admittance);
    }

    /** The plan whose jobs must be let through these. */
    public Plan admitted(Admittance limits) {
        return new Plan(
                id,
                name,
                version,
                hash,
                inputs,
                steps,
                root,
                cleanup,
                outputs,
                outputReferences,
                priority,
                timeoutMs,
                kept,
                searchable,
                limits);
    }

    /** {@code id@version}. */
    public String key() {
        return id + "@" + version;
    }

    public PlanStep step(int index) {
        return steps.get(index);
    }

    public PlanStep step(StepPath path) {
        return steps.get(path.index());
    }

    /** The steps that run in a frame. */
    public Block block(FramePath frame) {
        if (frame.isRoot()) {
            return frame.number() == FramePath.ROOT.number() ? root : cleanup;
        }
        return StepPaths.block(step(frame.opener()), frame.number());
    }

    /** The form of a path that events, commands and messages bear: {@code read[3].page}. */
    public String text(StepPath path) {
        return StepPaths.text(this, path);
    }

    /** The path that {@link #text} gave this form; empty where the plan has no such step. */
    public Optional<StepPath> find(String text) {
        return StepPaths.parse(this, text);
    }

    /** What result documents say of the steps of the document's own list, in document order. */
    public List<StepOutline> outline() {
        return root.steps().stream().map(index -> outline(steps.get(index))).toList();
    }

    private StepOutline outline(PlanStep step) {
        var dependencies =
                step.dependencies().stream().map(i -> steps.get(i).id()).toList();
        var tool = step.action() instanceof StepAction.CallTool call ? call.tool() : "";
        var model = step.action() instanceof StepAction.CallModel call ? String.join(",", call.models()) : "";
        return new StepOutline(
                step.id(),
                step.authorAction(),
                tool,
                model,
                dependencies,
                step.edges().level());
    }
}
