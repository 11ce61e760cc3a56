package io.orchestrator.compile;

import io.orchestrator.plan.Plan;
import io.orchestrator.plan.PlanStep;
import io.orchestrator.plan.StepAction;

/** Plans of documents with {@code <AUTO>} tags after a step that searches, and what is in them. */
final class AutoPlans {

    private static final String SEARCH = """
            name: w
            steps:
              - id: search
                tool: terminal
                parameters: {command: ls}
            """;

    private AutoPlans() {}

    static Plan plan(String steps) {
        return Documents.plan(SEARCH + steps.indent(2));
    }

    static PlanStep step(Plan plan, String id) {
        return plan.steps().stream()
                .filter(step -> step.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    static StepAction.CallModel model(Plan plan, String id) {
        return (StepAction.CallModel) step(plan, id).action();
    }
}
