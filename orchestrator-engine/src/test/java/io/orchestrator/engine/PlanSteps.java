package io.orchestrator.engine;

import io.orchestrator.language.Expression;
import io.orchestrator.plan.Block;
import io.orchestrator.plan.ErrorHandler;
import io.orchestrator.plan.Goto;
import io.orchestrator.plan.OnFailure;
import io.orchestrator.plan.PlanStep;
import io.orchestrator.plan.Produce;
import io.orchestrator.plan.StepAction;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Copies of plan steps that differ in one part. */
final class PlanSteps {

    private PlanSteps() {}

    static PlanStep.Flow flow(PlanStep s, OptionalInt onSuccess, OptionalInt onFalse, OnFailure onFailure) {
        return new PlanStep.Flow(
                onSuccess,
                onFalse,
                onFailure,
                s.flow().reportedFailureCounts(),
                s.flow().goTo(),
                s.flow().handlers(),
                s.flow().compensation(),
                s.flow().cleanup());
    }

    static PlanStep with(PlanStep s, StepAction action) {
        return copy(s, action, s.edges(), s.condition(), s.flow(), s.limits());
    }

    static PlanStep with(PlanStep s, PlanStep.Edges edges) {
        return copy(s, s.action(), edges, s.condition(), s.flow(), s.limits());
    }

    static PlanStep with(PlanStep s, Optional<Expression> condition) {
        return copy(s, s.action(), s.edges(), condition, s.flow(), s.limits());
    }

    static PlanStep with(PlanStep s, PlanStep.Flow flow) {
        return copy(s, s.action(), s.edges(), s.condition(), flow, s.limits());
    }

    static PlanStep with(PlanStep s, PlanStep.Limits limits) {
        return copy(s, s.action(), s.edges(), s.condition(), s.flow(), limits);
    }

    static PlanStep copy(
            PlanStep s,
            StepAction action,
            PlanStep.Edges edges,
            Optional<Expression> condition,
            PlanStep.Flow flow,
            PlanStep.Limits limits) {
        return new PlanStep(s.index(), s.id(), s.parent(), action, "", edges, condition, flow, limits, s.produce(), "");
    }

    static PlanStep undoneBy(PlanStep s, Block block) {
        return with(
                s, flow(s, s.flow().goTo(), s.flow().handlers(), block, s.flow().cleanup()));
    }

    static PlanStep followedBy(PlanStep s, Block block) {
        return with(s, flow(s, s.flow().goTo(), s.flow().handlers(), s.flow().compensation(), block));
    }

    private static PlanStep.Flow flow(
            PlanStep s, Optional<Goto> goTo, List<ErrorHandler> handlers, Block compensation, Block cleanup) {
        return new PlanStep.Flow(
                s.flow().onSuccess(),
                s.flow().onFalse(),
                s.onFailure(),
                s.flow().reportedFailureCounts(),
                goTo,
                handlers,
                compensation,
                cleanup);
    }

    static PlanStep leadingTo(PlanStep s, Goto target) {
        return with(
                s,
                flow(
                        s,
                        Optional.of(target),
                        s.flow().handlers(),
                        s.flow().compensation(),
                        s.flow().cleanup()));
    }

    static PlanStep producing(PlanStep s, Produce produce) {
        return new PlanStep(
                s.index(),
                s.id(),
                s.parent(),
                s.action(),
                "",
                s.edges(),
                s.condition(),
                s.flow(),
                s.limits(),
                Optional.of(produce),
                "");
    }
}
