package io.orchestrator.engine;

import io.orchestrator.model.OutsideSignal;
import io.orchestrator.model.SignalWait;
import io.orchestrator.model.Wish;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tells those who have signals that name no job which steps wait for some. What is told is the difference between the job
 * before a decision and after it: whatever began or ended a wait, a restore as well as a timeout, is told of.
 */
final class Correlations {

    private Correlations() {}

    /** The decision, and what is to be told because of it. */
    static Decision told(JobState before, Input input, Decision decision) {
        var after = decision.state();
        var brought = brought(input);
        if (!after.exists() || (brought.isEmpty() && unchanged(before, after))) {
            return decision;
        }
        var was = waits(before);
        var is = waits(after);
        var effects = new ArrayList<>(decision.effects());
        was.forEach((id, wait) -> {
            if (!is.containsKey(id)) {
                effects.add(new Effect.TellWait(wait.ended()));
            }
        });
        is.forEach((id, wait) -> {
            if (!was.containsKey(id)
                    || brought.filter(signal -> isFor(signal, wait)).isPresent()) {
                effects.add(new Effect.TellWait(wait));
            }
        });
        return effects.size() == decision.effects().size()
                ? decision
                : new Decision(after, decision.events(), effects, decision.ignored());
    }

    /**
     * The signal, where the input is one that named no job: who brought it believes that a step does not wait any more.
     * Where one still does, because the signal was refused or another step took it, this is told again.
     */
    private static Optional<Wish.Signal> brought(Input input) {
        return input instanceof Input.Control told
                        && told.control().wish() instanceof Wish.Signal signal
                        && OutsideSignal.isControl(told.control().controlId(), signal.name(), signal.key())
                ? Optional.of(signal)
                : Optional.empty();
    }

    private static boolean isFor(Wish.Signal signal, SignalWait wait) {
        return wait.name().equals(signal.name()) && wait.key().equals(signal.key());
    }

    private static boolean unchanged(JobState before, JobState after) {
        return after.changes().signals() == null && (!before.exists() || sameRun(before.root(), after.root()));
    }

    private static boolean sameRun(JobRoot before, JobRoot after) {
        return before.status() == after.status() && before.epoch() == after.epoch();
    }

    private static Map<String, SignalWait> waits(JobState job) {
        var waits = new LinkedHashMap<String, SignalWait>();
        if (job.exists() && !job.root().status().terminal()) {
            for (Signals.Awaited wait : job.draft().signals().awaited()) {
                if (!wait.waitId().isEmpty()) {
                    waits.put(wait.waitId(), news(job, wait));
                }
            }
        }
        return waits;
    }

    private static SignalWait news(JobState job, Signals.Awaited wait) {
        var workflow = job.header().workflow();
        var id = workflow.substring(0, workflow.lastIndexOf('@'));
        return new SignalWait(
                wait.waitId(), wait.name(), wait.key(), job.header().jobId(), id, false);
    }
}
