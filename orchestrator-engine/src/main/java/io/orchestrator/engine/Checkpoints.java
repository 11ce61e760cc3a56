package io.orchestrator.engine;

import io.orchestrator.model.ControlFact.Cause;
import java.util.Optional;

/** When a checkpoint is made without being asked for: always of the job as it is before a decision. */
final class Checkpoints {

    /** After so many events. */
    static final int EVENTS = 1_000;

    /** After so long, milliseconds, where something happens. */
    static final long INTERVAL_MS = 10 * 60_000;

    private Checkpoints() {}

    /** Why the job is to be kept as it is before the input is decided, whatever that leads to. */
    static Optional<Cause> due(JobState state, Input input) {
        if (!goesOn(state, input)) {
            return Optional.empty();
        }
        var versions = state.root().versions();
        if (state.root().sequence() - versions.markedSequence() >= EVENTS) {
            return Optional.of(Cause.COUNT);
        }
        var sinceMs = versions.markedAtMs() == 0 ? state.header().requestedAtMs() : versions.markedAtMs();
        return input.atMs() - sinceMs >= INTERVAL_MS ? Optional.of(Cause.TIME) : Optional.empty();
    }

    /** Why the job is to be kept as it is before this decision: it fails, or a step comes that must not run twice. */
    static Optional<Cause> before(JobState state, Input input, Decision decision) {
        if (!goesOn(state, input) && !(input instanceof Input.Ticket)) {
            return Optional.empty();
        }
        if (decision.events().stream().anyMatch(event -> ControlRules.fails(event.fact()))) {
            return Optional.of(Cause.FAILURE);
        }
        return decision.effects().stream().anyMatch(Grants::isRisky) ? Optional.of(Cause.RISK) : Optional.empty();
    }

    private static boolean goesOn(JobState state, Input input) {
        var something = switch (input) {
            case Input.Started i -> true;
            case Input.Progress i -> true;
            case Input.Completed i -> true;
            case Input.ChildEnded i -> true;
            case Input.Ticket i -> false;
            case Input.TimerFired i -> true;
            case Input.Submit i -> false;
            case Input.Refuse i -> false;
            case Input.Control i -> false;
            case Input.RefuseControl i -> false;
            case Input.Quarantine i -> false;
        };
        return something && state.exists() && !state.root().status().terminal();
    }
}
