package io.orchestrator.codec;

import io.orchestrator.json.Json;
import io.orchestrator.model.OutsideSignal;
import io.orchestrator.model.SignalWait;

/** Signals that name no job, and who waits for them. */
final class SignalMapping {

    private SignalMapping() {}

    static io.orchestrator.avro.Signal toRecord(OutsideSignal signal) {
        return new io.orchestrator.avro.Signal(
                signal.id(),
                signal.name(),
                signal.key(),
                Json.write(signal.payload()),
                signal.ttlMs(),
                signal.actor(),
                Fields.instant(signal.sentAtMs()));
    }

    static OutsideSignal fromRecord(io.orchestrator.avro.Signal record) {
        return new OutsideSignal(
                record.getId(),
                record.getName(),
                record.getKey(),
                Fields.value("payload", record.getPayload()),
                record.getTtlMs(),
                record.getActor(),
                record.getSentAt().toEpochMilli());
    }

    static io.orchestrator.avro.SignalWait toRecord(SignalWait wait) {
        return new io.orchestrator.avro.SignalWait(
                wait.waitId(), wait.name(), wait.key(), wait.jobId(), wait.workflow(), wait.over());
    }

    static SignalWait fromRecord(io.orchestrator.avro.SignalWait record) {
        return new SignalWait(
                record.getWaitId(),
                record.getName(),
                record.getKey(),
                record.getJobId(),
                record.getWorkflow(),
                record.getOver());
    }
}
