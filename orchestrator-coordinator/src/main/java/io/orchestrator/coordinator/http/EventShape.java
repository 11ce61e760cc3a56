package io.orchestrator.coordinator.http;

import io.orchestrator.model.ArtifactMark;
import io.orchestrator.model.ControlFact;
import io.orchestrator.model.Failure;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.ModelUsage;
import io.orchestrator.model.StepOutline;
import io.orchestrator.model.TaskRef;
import io.orchestrator.model.Value;
import io.orchestrator.model.VariableValue;
import java.util.LinkedHashMap;
import java.util.Map;

/** The JSON form of an event: the fields that all have, then those of its type. */
final class EventShape {

    private EventShape() {}

    static Value.Dict of(JobEvent event) {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("job_id", Value.of(event.jobId()));
        fields.put("sequence", Value.of(event.sequence()));
        fields.put("epoch", Value.of(event.epoch()));
        fields.put("at", Shapes.time(event.atMs()));
        fields.put("type", Value.of(event.fact().type()));
        fill(fields, event.fact());
        return ArtifactMark.shown(Value.of(fields));
    }

    private static void fill(Map<String, Value> fields, JobFact fact) {
        switch (fact) {
            case JobFact.JobAccepted f -> accepted(fields, f);
            case JobFact.JobRejected f -> {
                fields.put("workflow", Value.of(f.workflow()));
                fields.put("failure", failure(f.failure()));
                fields.put(
                        "findings",
                        Value.of(f.findings().stream().map(Value::of).toList()));
            }
            case JobFact.JobCompleted f -> {
                fields.put("success", Value.of(f.success()));
                fields.put("outputs", f.outputs());
            }
            case JobFact.JobFailed f -> {
                f.failure().ifPresent(failure -> fields.put("failure", failure(failure)));
                fields.put("step", Value.of(f.step()));
                fields.put("outputs", f.outputs());
            }
            case JobFact.JobCancelled f -> {
                fields.put("reason", Value.of(f.reason()));
                fields.put("actor", Value.of(f.actor()));
            }
            case JobFact.StepScheduled f -> {
                task(fields, f.task());
                fields.put("queue", Value.of(f.queue()));
            }
            case JobFact.StepStarted f -> {
                task(fields, f.task());
                fields.put("worker", Value.of(f.worker()));
                fields.put("started_at", Shapes.time(f.startedAtMs()));
            }
            case JobFact.StepLeaseRenewed f -> {
                task(fields, f.task());
                fields.put("worker", Value.of(f.worker()));
                fields.put("until", Shapes.time(f.untilMs()));
                fields.put("message", Value.of(f.message()));
            }
            case JobFact.StepRetryScheduled f -> {
                task(fields, f.task());
                fields.put("failure", failure(f.failure()));
                fields.put("retry_at", Shapes.time(f.retryAtMs()));
            }
            case JobFact.StepCompleted f -> completed(fields, f);
            case JobFact.StepFailed f -> {
                task(fields, f.task());
                fields.put("completed_at", Shapes.time(f.completedAtMs()));
                fields.put("failure", failure(f.failure()));
                fields.put("handled", Value.of(f.handled()));
            }
            case JobFact.StepSkipped f -> {
                fields.put("step", Value.of(f.step()));
                fields.put("reason", Value.of(f.reason()));
            }
            case JobFact.StepCancelled f -> fields.put("step", Value.of(f.step()));
            case JobFact.StepOpened f -> {
                task(fields, f.task());
                fields.put("total", Value.of(f.total()));
            }
            case JobFact.ChildStarted f -> {
                task(fields, f.task());
                fields.put("child", Value.of(f.child()));
                fields.put("workflow", Value.of(f.workflow()));
            }
            case JobFact.LoopItems f -> {
                fields.put("step", Value.of(f.step()));
                fields.put("from", Value.of(f.from()));
                fields.put("items", f.items());
            }
            case JobFact.BlockStarted f -> {
                fields.put("step", Value.of(f.step()));
                fields.put("number", Value.of(f.number()));
            }
            case JobFact.BlockEnded f -> {
                fields.put("step", Value.of(f.step()));
                fields.put("number", Value.of(f.number()));
                fields.put("ending", Value.of(f.ending()));
            }
            case JobFact.FailureCaught f -> {
                task(fields, f.task());
                fields.put("failure", failure(f.failure()));
                fields.put("number", Value.of(f.number()));
            }
            case JobFact.StepsRepeated f -> {
                fields.put("step", Value.of(f.step()));
                fields.put("target", Value.of(f.target()));
            }
            case JobFact.Emitted f -> {
                fields.put("step", Value.of(f.step()));
                fields.put("name", Value.of(f.name()));
                fields.put("payload", f.payload());
            }
            case JobFact.VariableChanged f -> changed(fields, f);
            case JobFact.JobEnding f -> {
                fields.put("status", Value.of(f.status().word()));
                f.failure().ifPresent(failure -> fields.put("failure", failure(failure)));
                fields.put("step", Value.of(f.step()));
                fields.put("reason", Value.of(f.reason()));
            }
            case ControlFact f -> ControlShape.fill(fields, f);
        }
    }

    private static void accepted(Map<String, Value> fields, JobFact.JobAccepted fact) {
        fields.put("workflow", Value.of(fact.workflow()));
        fields.put("inputs", fact.inputs());
        fields.put("priority", Value.of(fact.priority().word()));
        fields.put("labels", Shapes.labels(fact.labels()));
        fields.put("requested_by", Value.of(fact.requestedBy()));
        fields.put("requested_at", Shapes.time(fact.requestedAtMs()));
        fields.put(
                "steps", Value.of(fact.outline().stream().map(EventShape::step).toList()));
    }

    private static Value step(StepOutline step) {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("id", Value.of(step.id()));
        fields.put("action", Value.of(step.action()));
        fields.put("tool", Value.of(step.tool()));
        fields.put("model", Value.of(step.model()));
        fields.put(
                "dependencies",
                Value.of(step.dependencies().stream().map(Value::of).toList()));
        fields.put("level", Value.of(step.level()));
        return Value.of(fields);
    }

    private static void completed(Map<String, Value> fields, JobFact.StepCompleted fact) {
        task(fields, fact.task());
        fields.put("worker", Value.of(fact.worker()));
        fields.put("started_at", Shapes.time(fact.startedAtMs()));
        fields.put("completed_at", Shapes.time(fact.completedAtMs()));
        fields.put("value", fact.done().envelope());
        fact.done().usage().ifPresent(usage -> fields.put("usage", usage(usage)));
    }

    private static void changed(Map<String, Value> fields, JobFact.VariableChanged fact) {
        fields.put("step", Value.of(fact.step()));
        if (fact.iteration() >= 0) {
            fields.put("iteration", Value.of(fact.iteration()));
        }
        fields.put("name", Value.of(fact.name()));
        fields.put("scope", Value.of(fact.scope().word()));
        fields.put("version", Value.of(fact.version()));
        fact.old().ifPresent(old -> fields.put("old", variable(old)));
        fields.put("new", variable(fact.value()));
    }

    /** A long value is told by its size and digest. */
    private static Value variable(VariableValue value) {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("type", Value.of(value.type()));
        value.value().ifPresent(told -> fields.put("value", told));
        if (value.value().isEmpty()) {
            fields.put("bytes", Value.of(value.bytes()));
            fields.put("sha256", Value.of(value.sha256()));
        }
        return Value.of(fields);
    }

    static void task(Map<String, Value> fields, TaskRef task) {
        fields.put("step", Value.of(task.step()));
        fields.put("attempt", Value.of(task.attempt()));
        fields.put("command_id", Value.of(task.commandId()));
    }

    private static Value failure(Failure failure) {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("kind", Value.of(failure.kind().name()));
        fields.put("code", Value.of(failure.code()));
        fields.put("message", Value.of(failure.message()));
        fields.put("retry_after_ms", Value.of(failure.retryAfterMs()));
        return Value.of(fields);
    }

    private static Value usage(ModelUsage usage) {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("provider", Value.of(usage.provider()));
        fields.put("model", Value.of(usage.model()));
        fields.put("input_tokens", Value.of(usage.inputTokens()));
        fields.put("output_tokens", Value.of(usage.outputTokens()));
        return Value.of(fields);
    }
}
