package io.orchestrator.engine;

import io.orchestrator.model.ControlFact;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;

/** What happened, without the large values that it brought: those are kept before the event that refers to them is there. */
final class KeptFacts {

    private static final String RESULT = "result";
    private static final String ERROR = "error";

    private KeptFacts() {}

    static JobFact of(JobFact fact, Keeper keeper) {
        return switch (fact) {
            case JobFact.JobAccepted accepted -> accepted(accepted, keeper);
            case JobFact.StepCompleted completed -> completed(completed, keeper);
            case JobFact.LoopItems items ->
                new JobFact.LoopItems(
                        items.step(),
                        items.from(),
                        Value.of(
                                items.items().items().stream().map(keeper::keep).toList()));
            case JobFact.Emitted emitted ->
                new JobFact.Emitted(emitted.step(), emitted.name(), keeper.keep(emitted.payload()));
            case JobFact.JobCompleted completed ->
                new JobFact.JobCompleted(completed.success(), keeper.keep(completed.outputs()));
            case JobFact.JobFailed failed ->
                new JobFact.JobFailed(failed.failure(), failed.step(), keeper.keep(failed.outputs()));
            case JobFact.JobEnding ending -> ending(ending, keeper);
            case ControlFact.RerunBegan rerun ->
                new ControlFact.RerunBegan(rerun.epoch(), rerun.steps(), keeper.keep(rerun.inputs()), rerun.by());
            case ControlFact.SignalReceived signal ->
                new ControlFact.SignalReceived(signal.name(), signal.key(), keeper.keep(signal.payload()), signal.by());
            case JobFact other -> other;
        };
    }

    private static JobFact accepted(JobFact.JobAccepted accepted, Keeper keeper) {
        return new JobFact.JobAccepted(
                accepted.workflow(),
                accepted.planHash(),
                keeper.keep(accepted.inputs()),
                accepted.priority(),
                accepted.labels(),
                accepted.workspace(),
                accepted.requestedBy(),
                accepted.requestedAtMs(),
                accepted.outline(),
                accepted.parent());
    }

    private static JobFact completed(JobFact.StepCompleted completed, Keeper keeper) {
        var done = new TaskResult.Done(
                envelope(completed, keeper), completed.done().usage());
        return new JobFact.StepCompleted(
                completed.task(), completed.worker(), completed.startedAtMs(), completed.completedAtMs(), done);
    }

    /**
     * What a step gives here, and no worker, stays a map where it is one: its fields are variables. What a worker gives has
     * come without its large values, unless that worker knows no artifact store.
     */
    private static Value.Dict envelope(JobFact.StepCompleted completed, Keeper keeper) {
        var envelope = completed.done().envelope();
        if (completed.worker().isEmpty() && envelope.get(RESULT) instanceof Value.Dict result) {
            return envelope.with(RESULT, keeper.keep(result));
        }
        var kept = keeper.keep(envelope);
        var error = envelope.get(ERROR);
        return kept.equals(envelope) || error == null ? kept : kept.with(ERROR, error);
    }

    private static JobFact ending(JobFact.JobEnding ending, Keeper keeper) {
        return new JobFact.JobEnding(
                ending.status(),
                ending.success(),
                keeper.keep(ending.outputs()),
                ending.failure(),
                ending.step(),
                ending.reason(),
                ending.actor());
    }
}
