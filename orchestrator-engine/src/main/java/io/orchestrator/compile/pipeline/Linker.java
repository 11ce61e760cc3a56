package io.orchestrator.compile.pipeline;

import io.orchestrator.compile.document.Findings;
import io.orchestrator.model.StepCommand.Delivery;
import io.orchestrator.plan.Block;
import io.orchestrator.plan.OnFailure;
import io.orchestrator.plan.PlanStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Joins the steps: dependencies, declared and inferred, jumps and the order they ask for, levels. */
final class Linker {

    private final List<StepDraft> drafts;
    private final Names names;
    private final Findings findings;
    private final Graph graph;

    /** Targets of the jumps that hold, by key of the document, a map a step. */
    private final List<Map<String, Integer>> targets = new ArrayList<>();

    Linker(List<StepDraft> drafts, Names names, Findings findings) {
        this.drafts = drafts;
        this.names = names;
        this.findings = findings;
        graph = new Graph(drafts.size());
    }

    /**
     * The steps of the plan; empty where a finding says why not.
     *
     * @param sequential whether each step waits for the one before it
     */
    Optional<List<PlanStep>> link(Sequence sequential) {
        drafts.forEach(this::depend);
        if (sequential == Sequence.CHAINED) {
            for (var step = 1; step < drafts.size(); step++) {
                graph.depend(step, step - 1);
            }
        }
        var cycles = graph.cycles();
        cycles.forEach(this::report);
        for (var draft : drafts) {
            targets.add(targets(draft));
        }
        if (cycles.isEmpty()) {
            drafts.forEach(this::order);
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

    /** How steps without dependencies follow each other. */
    enum Sequence {
        /** They do not: they run side by side. */
        FREE,
        /** Each waits for the one before it. */
        CHAINED
    }

    private void depend(StepDraft draft) {
        for (var named : draft.dependencies()) {
            for (var other : names.step(named, "dependencies")) {
                if (other == draft.index()) {
                    findings.error("self-reference", named.place(), "the step waits for itself", "remove it");
                } else {
                    graph.depend(draft.index(), other);
                }
            }
        }
        var seen = new HashSet<String>();
        for (var reference : draft.references()) {
            if (!seen.add(reference.guarded() + reference.written())) {
                continue;
            }
            names.resolve(reference, draft.index()).forEach(other -> graph.depend(draft.index(), other));
        }
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

    private Map<String, Integer> targets(StepDraft draft) {
        var found = new HashMap<String, Integer>();
        var jumps = draft.jumps();
        jumps.onSuccess().ifPresent(named -> target(draft, "on_success", named, found));
        jumps.onFalse().ifPresent(named -> target(draft, "on_false", named, found));
        jumps.onFailure().ifPresent(named -> target(draft, "on_failure", named, found));
        return found;
    }

    private void target(StepDraft draft, String key, Named named, Map<String, Integer> found) {
        for (var other : names.step(named, key)) {
            if (other > draft.index()) {
                found.put(key, other);
                continue;
            }
            findings.error(
                    "backward-jump",
                    named.place(),
                    other == draft.index()
                            ? "'" + key + "' jumps to the step itself"
                            : "'" + key + "' jumps back to '" + named.id() + "'",
                    "jump to a later step");
        }
    }

    /** What a jump may skip must not start before the jump is decided. */
    private void order(StepDraft draft) {
        var jumps = targets.get(draft.index());
        if (jumps.isEmpty()) {
            return;
        }
        var earlier = graph.ancestors(draft.index());
        jumps.forEach((key, target) -> {
            if (earlier.get(target)) {
                findings.error(
                        "backward-jump",
                        draft.place(),
                        "'" + key + "' of '" + draft.id() + "' jumps to '"
                                + drafts.get(target).id() + "', which it waits for",
                        "remove the dependency or the jump");
                return;
            }
            for (var step = draft.index() + 1; step <= target; step++) {
                if (!earlier.get(step)) {
                    graph.follow(step, draft.index());
                }
            }
        });
    }

    private List<PlanStep> steps() {
        var levels = graph.levels();
        var successors = graph.successors();
        return drafts.stream()
                .map(draft -> step(draft, levels[draft.index()], successors.get(draft.index())))
                .toList();
    }

    private PlanStep step(StepDraft draft, int level, List<Integer> successors) {
        var jumps = targets.get(draft.index());
        var limits = draft.limits();
        return new PlanStep(
                draft.index(),
                draft.id(),
                OptionalInt.empty(),
                draft.action().orElseThrow(),
                draft.authorAction(),
                new PlanStep.Edges(
                        List.copyOf(graph.dependencies(draft.index())),
                        List.copyOf(graph.after(draft.index())),
                        successors,
                        level),
                draft.condition(),
                new PlanStep.Flow(
                        optional(jumps.get("on_success")),
                        optional(jumps.get("on_false")),
                        onFailure(draft, jumps),
                        draft.jumps().writtenOnFailure(),
                        Optional.empty(),
                        List.of(),
                        Block.EMPTY),
                new PlanStep.Limits(
                        limits.retry(), limits.timeoutMs(), limits.queue(), limits.priority(), Delivery.AT_LEAST_ONCE),
                Optional.empty(),
                limits.outputVariable());
    }

    private static OnFailure onFailure(StepDraft draft, Map<String, Integer> jumps) {
        var target = jumps.get("on_failure");
        return target == null ? draft.jumps().policy() : new OnFailure.Jump(target);
    }

    private static OptionalInt optional(@Nullable Integer index) {
        return index == null ? OptionalInt.empty() : OptionalInt.of(index);
    }
}
