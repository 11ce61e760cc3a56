package io.orchestrator.coordinator.state;

import io.orchestrator.avro.StoredKeptSignal;
import io.orchestrator.avro.StoredWaitingStep;
import io.orchestrator.json.Json;
import io.orchestrator.model.OutsideSignal;
import io.orchestrator.model.SignalWait;

/** Signals that name no job, and who waits for them, to and from their stored records. */
final class SignalStateMapping {

    private SignalStateMapping() {}

    static StoredWaitingStep toRecord(WaitingStep step) {
        var wait = step.awaits();
        return new StoredWaitingStep(
                wait.waitId(), wait.name(), wait.key(), wait.jobId(), wait.workflow(), step.order());
    }

    static WaitingStep fromRecord(StoredWaitingStep stored) {
        var wait = new SignalWait(
                stored.getWaitId(), stored.getName(), stored.getKey(), stored.getJobId(), stored.getWorkflow(), false);
        return new WaitingStep(wait, stored.getOrder());
    }

    static StoredKeptSignal toRecord(KeptSignal kept) {
        var signal = kept.signal();
        return new StoredKeptSignal(
                signal.id(),
                signal.name(),
                signal.key(),
                Json.write(signal.payload()),
                signal.ttlMs(),
                signal.actor(),
                signal.sentAtMs(),
                kept.order(),
                kept.untilMs(),
                kept.had());
    }

    static KeptSignal fromRecord(StoredKeptSignal stored) {
        var signal = new OutsideSignal(
                stored.getId(),
                stored.getName(),
                stored.getKey(),
                Json.parse(stored.getPayload()),
                stored.getTtlMs(),
                stored.getActor(),
                stored.getSentAtMs());
        return new KeptSignal(signal, stored.getOrder(), stored.getUntilMs(), stored.getHad());
    }
}
