package io.orchestrator.compile.pipeline.link;

import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.pipeline.draft.StepDraft;
import io.orchestrator.compile.pipeline.field.Named;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where a step leads, as indexes.
 *
 * @param onSuccess jump after success
 * @param onFalse jump when the condition is false
 * @param onFailure jump after failure
 * @param goTo the known target of a goto
 * @param cases where each case of a switch leads
 */
record JumpTargets(
        OptionalInt onSuccess, OptionalInt onFalse, OptionalInt onFailure, OptionalInt goTo, List<OptionalInt> cases) {

    /** Those of a step; one that leads nowhere, or back where only goto can, is a finding and counts as none. */
    static JumpTargets of(StepDraft draft, Visibility visibility, Findings findings) {
        var jumps = draft.jumps();
        var targets = new Targets(draft, visibility, findings);
        return new JumpTargets(
                targets.forward("on_success", jumps.onSuccess()),
                targets.forward("on_false", jumps.onFalse()),
                targets.forward("on_failure", jumps.onFailure()),
                jumps.goTo()
                        .filter(StepDraft.Leap::isStatic)
                        .map(leap -> visibility.sibling(leap.step(), "goto", draft))
                        .orElse(OptionalInt.empty()),
                jumps.cases().stream()
                        .map(named -> targets.forward("then", named))
                        .toList());
    }

    private record Targets(StepDraft draft, Visibility visibility, Findings findings) {

        OptionalInt forward(String key, Optional<Named> named) {
            if (named.isEmpty()) {
                return OptionalInt.empty();
            }
            var target = visibility.sibling(named.get(), key, draft);
            if (target.isEmpty() || target.getAsInt() > draft.index()) {
                return target;
            }
            findings.error(
                    "backward-jump",
                    named.get().place(),
                    target.getAsInt() == draft.index()
                            ? "'" + key + "' jumps to the step itself"
                            : "'" + key + "' jumps back to '" + named.get().id() + "'",
                    "jump to a later step, or write goto");
            return OptionalInt.empty();
        }
    }
}
