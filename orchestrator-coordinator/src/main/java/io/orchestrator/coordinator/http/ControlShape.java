package io.orchestrator.coordinator.http;

import io.orchestrator.model.ControlFact;
import io.orchestrator.model.Value;
import java.util.Locale;
import java.util.Map;

/** Controls, checkpoints and signals as the API tells them. */
final class ControlShape {

    private ControlShape() {}

    static void fill(Map<String, Value> fields, ControlFact fact) {
        switch (fact) {
            case ControlFact.Paused f -> by(fields, f.by());
            case ControlFact.Resumed f -> by(fields, f.by());
            case ControlFact.Restored f -> {
                fields.put("checkpoint", Value.of(f.checkpoint()));
                fields.put("retry", Value.of(f.retry()));
                fields.put("resume_at", Shapes.time(f.resumeAtMs()));
                by(fields, f.by());
            }
            case ControlFact.RerunBegan f -> {
                fields.put("steps", Value.of(f.steps().stream().map(Value::of).toList()));
                fields.put("inputs", f.inputs());
                by(fields, f.by());
            }
            case ControlFact.PriorityChanged f -> {
                fields.put("priority", Value.of(f.priority().word()));
                by(fields, f.by());
            }
            case ControlFact.Archived f -> by(fields, f.by());
            case ControlFact.Refused f -> {
                fields.put("wish", Value.of(f.wish().toLowerCase(Locale.ROOT)));
                fields.put("why", Value.of(f.why()));
                by(fields, f.by());
            }
            case ControlFact.VariableSet f -> {
                fields.put("name", Value.of(f.name()));
                fields.put("version", Value.of(f.version()));
                fields.put("value", f.value());
                by(fields, f.by());
            }
            case ControlFact.CheckpointMade f -> {
                fields.put("checkpoint", Value.of(f.number()));
                fields.put("covers", Value.of(f.sequence()));
                fields.put("cause", Value.of(f.cause().name().toLowerCase(Locale.ROOT)));
                fields.put("name", Value.of(f.name()));
                by(fields, f.by());
            }
            case ControlFact.CheckpointDropped f -> {
                fields.put("checkpoint", Value.of(f.number()));
                by(fields, f.by());
            }
            case ControlFact.SignalReceived f -> {
                fields.put("name", Value.of(f.name()));
                fields.put("key", Value.of(f.key()));
                fields.put("payload", f.payload());
                by(fields, f.by());
            }
            case ControlFact.SignalAwaited f -> {
                EventShape.task(fields, f.task());
                fields.put("name", Value.of(f.name()));
                fields.put("key", Value.of(f.key()));
                fields.put("prompt", f.prompt());
                f.until().ifPresent(until -> fields.put("until", Shapes.time(until)));
            }
            case ControlFact.SignalTaken f -> {
                fields.put("step", Value.of(f.step()));
                fields.put("control_id", Value.of(f.controlId()));
            }
            case ControlFact.RetriesGranted f -> {
                fields.put("times", Value.of(f.times()));
                fields.put("delay_ms", Value.of(f.delayMs()));
                by(fields, f.by());
            }
        }
    }

    private static void by(Map<String, Value> fields, ControlFact.By by) {
        fields.put("control_id", Value.of(by.controlId()));
        fields.put("reason", Value.of(by.reason()));
        fields.put("actor", Value.of(by.actor()));
    }
}
