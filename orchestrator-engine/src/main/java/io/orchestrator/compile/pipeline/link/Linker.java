package io.orchestrator.compile.pipeline.link;

import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.pipeline.draft.BlockDraft;
import io.orchestrator.compile.pipeline.draft.StepDraft;
import io.orchestrator.compile.pipeline.draft.StepTree;
import io.orchestrator.compile.pipeline.field.Named;
import io.orchestrator.compile.pipeline.field.Reference;
import io.orchestrator.plan.Goto;
import io.orchestrator.plan.InputSpec;
import io.orchestrator.plan.OnFailure;
import io.orchestrator.plan.PlanStep;
import io.orchestrator.plan.StepAction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Joins the steps: dependencies, declared and inferred, jumps and the order they ask for, levels. */
public final class Linker {

    private final List<StepDraft> drafts;
    private final List<BlockDraft> blocks;
    private final Visibility visibility;
    private final Findings findings;
    private final Graph graph;
    private final List<JumpTargets> jumps = new ArrayList<>();

    private Linker(StepTree tree, Visibility visibility, Findings findings) {
        this.drafts = tree.steps();
        this.blocks = tree.blocks();
        this.visibility = visibility;
        this.findings = findings;
        graph = new Graph(drafts.size());
    }

    /**
     * What a document's names come to.
     *
     * @param steps of the plan; empty where a finding says why not
     * @param outputReferences indexes of the steps that the outputs read
     */
    public record Linked(Optional<List<PlanStep>> steps, List<Integer> outputReferences) {}

    /**
     * Links the steps.
     *
     * @param tree with the document's own list as its first block
     * @param outputs their names
     * @param outputReferences what the outputs read
     */
    public static Linked link(
            StepTree tree,
            List<InputSpec> inputs,
            Collection<String> outputs,
            List<Reference> outputReferences,
            Findings findings) {
        var visibility = new Visibility(tree, new Names(inputs, outputs, findings), findings);
        visibility.shadows().check();
        var read = new TreeSet<Integer>();
        outputReferences.forEach(reference -> read.addAll(visibility.resolveOutput(reference)));
        var steps = tree.steps().isEmpty()
                ? Optional.<List<PlanStep>>empty()
                : new Linker(tree, visibility, findings).link();
        return new Linked(steps, List.copyOf(read));
    }

    private Optional<List<PlanStep>> link() {
        drafts.forEach(this::depend);
        blocks.stream()
                .filter(block -> block.order() == BlockDraft.Order.CHAINED)
                .forEach(this::chain);
        var cycles = graph.cycles();
        cycles.forEach(this::report);
        for (var draft : drafts) {
            jumps.add(JumpTargets.of(draft, visibility, findings));
        }
        if (cycles.isEmpty()) {
            var orders = new JumpOrder(drafts, blocks, graph, findings);
            drafts.forEach(draft -> orders.add(draft, jumps.get(draft.index())));
        }
        if (graph.tooLarge()) {
            findings.error(
                    "document-too-large",
                    drafts.getFirst().place(),
                    "the steps wait for each other in more than " + Graph.MAX_EDGES + " ways",
                    "split the workflow");
        }
        return findings.hasErrors() ? Optional.empty() : Optional.of(steps());
    }

    private void chain(BlockDraft block) {
        for (var i = 1; i < block.steps().size(); i++) {
            graph.depend(block.steps().get(i), block.steps().get(i - 1));
        }
    }

    private void depend(StepDraft draft) {
        for (var named : draft.waits().steps()) {
            visibility.dependency(named, draft).ifPresent(edge -> declared(edge, named, draft));
        }
        if (draft.waits().everyEarlier()) {
            blocks.get(draft.block()).steps().stream()
                    .filter(other -> other < draft.index())
                    .forEach(other -> graph.follow(draft.index(), other));
        }
        infer(draft.reads().references(), draft, Visibility.Moment.BEFORE);
        infer(draft.reads().inside(), draft, Visibility.Moment.INSIDE);
        infer(draft.reads().after(), draft, Visibility.Moment.AFTER);
        checkFirst(draft);
    }

    private void declared(Visibility.Edge edge, Named named, StepDraft draft) {
        if (edge.reader() != edge.step()) {
            graph.depend(edge.reader(), edge.step());
            return;
        }
        findings.error(
                "self-reference",
                named.place(),
                edge.reader() == draft.index()
                        ? "the step waits for itself"
                        : "the step waits for '" + named.id() + "', which it is a part of",
                "remove it");
    }

    private void infer(List<Reference> references, StepDraft draft, Visibility.Moment moment) {
        var seen = new HashSet<String>();
        for (var reference : references) {
            if (seen.add(reference.guarded() + reference.written())) {
                visibility.resolve(reference, draft, moment).forEach(edge -> graph.depend(edge.reader(), edge.step()));
            }
        }
    }

    /** A loop whose condition needs the result of an iteration before the first one never begins. */
    private void checkFirst(StepDraft draft) {
        if (!(draft.action().orElse(null) instanceof StepAction.While loop)
                || loop.condition().isEmpty()) {
            return;
        }
        var body = visibility.bodySteps(draft);
        loop.condition().get().requiredPaths().stream()
                .filter(path -> body.contains(path.getFirst()))
                .findFirst()
                .ifPresent(path -> findings.warning(
                        "undefined-at-first",
                        draft.place(),
                        "before the first iteration '" + path.getFirst()
                                + "' has no value, so the condition does not hold",
                        "write until:, or say with default() what counts then"));
    }

    private void report(List<Integer> cycle) {
        var ids = cycle.stream().map(index -> drafts.get(index).id()).collect(Collectors.joining(" -> "));
        var first = drafts.get(cycle.getFirst());
        findings.error(
                "cycle",
                first.place(),
                "these steps wait for each other: " + ids + " -> " + first.id(),
                "remove one of the dependencies");
    }

    private List<PlanStep> steps() {
        var levels = graph.levels();
        var successors = graph.successors();
        return drafts.stream()
                .map(draft -> step(draft, levels[draft.index()], successors.get(draft.index())))
                .toList();
    }

    private PlanStep step(StepDraft draft, int level, List<Integer> successors) {
        var limits = draft.limits();
        return new PlanStep(
                draft.index(),
                draft.id(),
                blocks.get(draft.block()).owner(),
                action(draft),
                draft.authorAction(),
                new PlanStep.Edges(
                        List.copyOf(graph.dependencies(draft.index())),
                        List.copyOf(graph.after(draft.index())),
                        successors,
                        level),
                draft.condition(),
                flow(draft),
                new PlanStep.Limits(
                        limits.retry(),
                        limits.timeoutMs(),
                        limits.queue(),
                        limits.priority(),
                        limits.delivery(),
                        limits.manner()),
                draft.produce(),
                limits.outputVariable());
    }

    private PlanStep.Flow flow(StepDraft draft) {
        var targets = jumps.get(draft.index());
        return new PlanStep.Flow(
                targets.onSuccess(),
                targets.onFalse(),
                targets.onFailure().isPresent()
                        ? new OnFailure.Jump(targets.onFailure().getAsInt())
                        : draft.jumps().policy(),
                draft.jumps().writtenOnFailure() || !draft.mends().handlers().isEmpty(),
                draft.jumps().goTo().map(leap -> new Goto(leap.target(), leap.maxRepeats())),
                draft.mends().handlers(),
                draft.mends().compensation(),
                draft.mends().cleanup());
    }

    /** A switch knows now where its cases lead. */
    private StepAction action(StepDraft draft) {
        var action = draft.action().orElseThrow();
        if (!(action instanceof StepAction.Switch choice)) {
            return action;
        }
        var targets = jumps.get(draft.index()).cases();
        var cases = new ArrayList<StepAction.Case>();
        for (var one : choice.cases()) {
            var target = cases.size() < targets.size() ? targets.get(cases.size()) : OptionalInt.empty();
            cases.add(new StepAction.Case(one.when(), target, one.block()));
        }
        return new StepAction.Switch(cases);
    }
}
