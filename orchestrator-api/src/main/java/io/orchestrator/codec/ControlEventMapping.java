package io.orchestrator.codec;

import io.orchestrator.avro.ControlDetail;
import io.orchestrator.avro.JobEvent;
import io.orchestrator.json.Json;
import io.orchestrator.model.ControlFact;
import io.orchestrator.model.Value;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The part of {@link EventMapping} about controls, checkpoints and signals. */
final class ControlEventMapping {

    private ControlEventMapping() {}

    static void put(JobEvent record, ControlFact fact) {
        var detail = new ControlDetail("", "", "", "", 0, 0L, "", false, 0, 0L, 0, List.of());
        switch (fact) {
            case ControlFact.Paused f -> by(record, detail, f.by());
            case ControlFact.Resumed f -> by(record, detail, f.by());
            case ControlFact.Restored f -> {
                by(record, detail, f.by());
                detail.setCheckpoint(f.checkpoint());
                detail.setRetry(f.retry());
                record.setUntil(Fields.instant(f.resumeAtMs()));
            }
            case ControlFact.RerunBegan f -> {
                by(record, detail, f.by());
                detail.setSteps(f.steps());
                record.setInputs(Json.write(f.inputs()));
            }
            case ControlFact.PriorityChanged f -> {
                by(record, detail, f.by());
                record.setPriority(f.priority().word());
            }
            case ControlFact.Archived f -> by(record, detail, f.by());
            case ControlFact.Refused f -> {
                by(record, detail, f.by());
                detail.setWish(f.wish());
                record.setPayload(Json.write(Value.of(f.why())));
            }
            case ControlFact.VariableSet f -> {
                by(record, detail, f.by());
                detail.setName(f.name());
                detail.setVersion(f.version());
                record.setPayload(Json.write(f.value()));
            }
            case ControlFact.CheckpointMade f -> {
                by(record, detail, f.by());
                detail.setCheckpoint(f.number());
                detail.setSequence(f.sequence());
                detail.setCause(f.cause().name().toLowerCase(Locale.ROOT));
                detail.setName(f.name());
            }
            case ControlFact.CheckpointDropped f -> {
                by(record, detail, f.by());
                detail.setCheckpoint(f.number());
            }
            case ControlFact.SignalReceived f -> {
                by(record, detail, f.by());
                detail.setName(f.name());
                detail.setKey(f.key());
                record.setPayload(Json.write(f.payload()));
            }
            case ControlFact.SignalAwaited f -> {
                EventMapping.putTask(record, f.task());
                detail.setName(f.name());
                detail.setKey(f.key());
                record.setPayload(Json.write(f.prompt()));
                f.until().map(Fields::instant).ifPresent(record::setUntil);
            }
            case ControlFact.SignalTaken f -> {
                record.setStep(f.step());
                detail.setControlId(f.controlId());
            }
            case ControlFact.RetriesGranted f -> {
                by(record, detail, f.by());
                detail.setTimes(f.times());
                detail.setDelayMs(f.delayMs());
            }
        }
        record.setControl(detail);
    }

    private static void by(JobEvent record, ControlDetail detail, ControlFact.By by) {
        detail.setControlId(by.controlId());
        record.setMessage(by.reason());
        record.setActor(by.actor());
    }

    /** @throws IllegalArgumentException where no fact has the record's type */
    static ControlFact fact(JobEvent record) {
        return switch (record.getType()) {
            case "job.paused" -> new ControlFact.Paused(by(record));
            case "job.resumed" -> new ControlFact.Resumed(by(record));
            case "job.restored" ->
                new ControlFact.Restored(
                        record.getEpoch(),
                        detail(record).getCheckpoint(),
                        detail(record).getRetry(),
                        Fields.required("until", record.getUntil()).toEpochMilli(),
                        by(record));
            case "job.rerun" ->
                new ControlFact.RerunBegan(
                        record.getEpoch(),
                        detail(record).getSteps(),
                        Fields.dict("inputs", Fields.required("inputs", record.getInputs())),
                        by(record));
            case "job.priority-changed" ->
                new ControlFact.PriorityChanged(
                        Fields.priority(Fields.required("priority", record.getPriority())), by(record));
            case "job.archived" -> new ControlFact.Archived(record.getEpoch(), by(record));
            case "control.refused" ->
                new ControlFact.Refused(detail(record).getWish(), text(payload(record)), by(record));
            case "variable.set" ->
                new ControlFact.VariableSet(
                        detail(record).getName(), detail(record).getVersion(), payload(record), by(record));
            case "checkpoint.created" ->
                new ControlFact.CheckpointMade(
                        detail(record).getCheckpoint(),
                        detail(record).getSequence(),
                        Fields.constant(
                                "cause",
                                ControlFact.Cause.class,
                                detail(record).getCause().toUpperCase(Locale.ROOT)),
                        detail(record).getName(),
                        by(record));
            case "checkpoint.deleted" ->
                new ControlFact.CheckpointDropped(detail(record).getCheckpoint(), by(record));
            case "signal.received" ->
                new ControlFact.SignalReceived(
                        detail(record).getName(), detail(record).getKey(), payload(record), by(record));
            case "signal.awaited" ->
                new ControlFact.SignalAwaited(
                        EventMapping.task(record),
                        detail(record).getName(),
                        detail(record).getKey(),
                        Fields.dict("payload", Fields.required("payload", record.getPayload())),
                        Optional.ofNullable(record.getUntil()).map(java.time.Instant::toEpochMilli));
            case "signal.taken" ->
                new ControlFact.SignalTaken(
                        Fields.required("step", record.getStep()),
                        detail(record).getControlId());
            case "job.retries-granted" ->
                new ControlFact.RetriesGranted(
                        detail(record).getTimes(), detail(record).getDelayMs(), by(record));
            default -> throw Fields.unknown("type", record.getType(), null);
        };
    }

    private static ControlDetail detail(JobEvent record) {
        return Fields.required("control", record.getControl());
    }

    private static ControlFact.By by(JobEvent record) {
        return new ControlFact.By(
                detail(record).getControlId(),
                Fields.required("message", record.getMessage()),
                Fields.required("actor", record.getActor()));
    }

    private static Value payload(JobEvent record) {
        return Fields.value("payload", Fields.required("payload", record.getPayload()));
    }

    private static String text(Value value) {
        return value instanceof Value.Text text ? text.value() : Json.write(value);
    }
}
