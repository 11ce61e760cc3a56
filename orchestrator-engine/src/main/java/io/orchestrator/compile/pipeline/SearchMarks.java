package io.orchestrator.compile.pipeline;

import io.orchestrator.catalog.Spelling;
import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.compile.pipeline.field.Named;
import io.orchestrator.model.Value;
import io.orchestrator.model.VariableScope;
import io.orchestrator.plan.InputSpec;
import io.orchestrator.plan.Plan;
import io.orchestrator.plan.PlanStep;
import io.orchestrator.plan.StepAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** {@code searchable}: the names whose values jobs are found by. */
final class SearchMarks {

    /** Every view of a job holds them, so that there cannot be many. */
    static final int MAX_NAMES = 20;

    private static final String KEY = "searchable";

    private SearchMarks() {}

    /** The plan with the marks of its document. */
    static Plan mark(Plan plan, Fields document) {
        var names = document.names(KEY);
        var findings = document.findings();
        if (names.size() > MAX_NAMES) {
            findings.error(
                    "bad-value",
                    document.place(KEY),
                    "'searchable' has " + names.size() + " names",
                    "at most " + MAX_NAMES + " can be marked");
            return plan;
        }
        var known = known(plan);
        var marked = new ArrayList<String>();
        for (Named name : names) {
            if (accept(name, plan.inputs(), known, findings) && !marked.contains(name.id())) {
                marked.add(name.id());
            }
        }
        return plan.searchable(marked);
    }

    private static boolean accept(Named name, List<InputSpec> inputs, Set<String> known, Findings findings) {
        if (inputs.stream().anyMatch(input -> input.sensitive() && input.name().equals(name.id()))) {
            findings.error(
                    "bad-value",
                    name.place(),
                    "the input '" + name.id() + "' is sensitive: its value is shown nowhere, lists included",
                    "mark another name");
            return false;
        }
        if (!known.contains(name.id())) {
            findings.error(
                    "unresolved-reference",
                    name.place(),
                    "'" + name.id() + "' is no input, no output and no variable of the whole job",
                    Spelling.nearest(name.id(), known).map(Fields::didYouMean).orElse(""));
            return false;
        }
        return true;
    }

    private static Set<String> known(Plan plan) {
        var known = new TreeSet<>(plan.outputs().keySet());
        plan.inputs().forEach(input -> known.add(input.name()));
        plan.root().steps().stream()
                .map(plan::step)
                .filter(step -> !step.outputVariable().isEmpty())
                .forEach(step -> known.add(step.outputVariable()));
        plan.steps().forEach(step -> known.addAll(assigned(plan, step)));
        return known;
    }

    /** Variables of the whole job that the step sets. */
    private static Set<String> assigned(Plan plan, PlanStep step) {
        if (!(step.action() instanceof StepAction.SetVariables set)
                || !(set.variables().source() instanceof Value.Dict variables)) {
            return Set.of();
        }
        var outermost = plan.root().steps().contains(step.index());
        var ofTheJob = outermost ? set.scope() != VariableScope.TEMPORARY : set.scope() == VariableScope.GLOBAL;
        return ofTheJob ? variables.entries().keySet() : Set.of();
    }
}
