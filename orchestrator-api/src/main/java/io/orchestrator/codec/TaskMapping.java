package io.orchestrator.codec;

import io.orchestrator.avro.StepCache;
import io.orchestrator.avro.StepRate;
import io.orchestrator.json.Json;
import io.orchestrator.model.Call;
import io.orchestrator.model.OutputFile;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.TaskCompleted;
import io.orchestrator.model.TaskProgress;
import io.orchestrator.model.TaskRef;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.TaskStarted;
import io.orchestrator.model.Value;
import io.orchestrator.model.WorkerControl;
import java.util.List;
import java.util.Optional;

/** What coordinator and workers say to each other. */
final class TaskMapping {

    private static final String TOOL = "tool";
    private static final String MODEL = "model";

    private TaskMapping() {}

    static io.orchestrator.avro.StepCommand toRecord(StepCommand command) {
        var record = new io.orchestrator.avro.StepCommand();
        record.setCommandId(command.task().commandId());
        record.setJobId(command.task().jobId());
        record.setEpoch(command.task().epoch());
        record.setStep(command.task().step());
        record.setAttempt(command.task().attempt());
        switch (command.call()) {
            case Call.Tool tool -> putTool(record, tool);
            case Call.Model model -> putModel(record, model);
        }
        record.setTimeoutMs(command.timeoutMs());
        record.setQueue(command.queue());
        record.setPriority(command.priority().word());
        record.setDelivery(command.delivery().word());
        record.setWorkspace(command.workspace());
        record.setDispatchedAt(Fields.instant(command.dispatchedAtMs()));
        record.setClaim(command.claim());
        record.setSecretMark(command.secretMark());
        record.setSealed(command.sealed());
        record.setOutputFile(command.file()
                .map(file -> new io.orchestrator.avro.OutputFile(file.location(), file.format(), file.maxBytes()))
                .orElse(null));
        record.setIdempotencyKey(command.manner().idempotencyKey());
        record.setRate(command.manner()
                .rate()
                .map(rate -> new StepRate(rate.key(), rate.calls(), rate.periodMs()))
                .orElse(null));
        record.setSecrets(command.manner().secrets());
        record.setCache(command.manner()
                .cache()
                .map(cache -> new StepCache(cache.key(), cache.ttlMs()))
                .orElse(null));
        return record;
    }

    private static void putTool(io.orchestrator.avro.StepCommand record, Call.Tool tool) {
        record.setKind(TOOL);
        record.setTool(tool.tool());
        record.setAction(tool.action());
        record.setModels(List.of());
        record.setPrompt("");
        record.setParameters(Json.write(tool.parameters()));
        record.setOutputSchema(Json.write(tool.outputSchema()));
        record.setSanitize(false);
    }

    private static void putModel(io.orchestrator.avro.StepCommand record, Call.Model model) {
        record.setKind(MODEL);
        record.setTool("");
        record.setAction(model.action());
        record.setModels(model.models());
        record.setPrompt(model.prompt());
        record.setParameters(Json.write(model.parameters()));
        record.setOutputSchema(Json.write(model.outputSchema()));
        record.setSanitize(model.sanitize());
    }

    static StepCommand fromRecord(io.orchestrator.avro.StepCommand record) {
        var parameters = Fields.dict("parameters", record.getParameters());
        var call = switch (record.getKind()) {
            case TOOL -> new Call.Tool(record.getTool(), record.getAction(), parameters, schema(record));
            case MODEL -> model(record, parameters);
            default -> throw Fields.unknown("kind", record.getKind(), null);
        };
        var task = new TaskRef(
                record.getCommandId(), record.getJobId(), record.getEpoch(), record.getStep(), record.getAttempt());
        return new StepCommand(
                task,
                call,
                record.getSecretMark(),
                record.getSealed(),
                Optional.ofNullable(record.getOutputFile()).map(TaskMapping::file),
                record.getTimeoutMs(),
                record.getQueue(),
                Fields.priority(record.getPriority()),
                delivery(record.getDelivery()),
                record.getWorkspace(),
                record.getDispatchedAt().toEpochMilli(),
                record.getClaim(),
                manner(record));
    }

    private static StepCommand.Delivery delivery(String word) {
        for (StepCommand.Delivery delivery : StepCommand.Delivery.values()) {
            if (delivery.word().equals(word)) {
                return delivery;
            }
        }
        throw Fields.unknown("delivery", word, null);
    }

    private static StepCommand.Manner manner(io.orchestrator.avro.StepCommand record) {
        return new StepCommand.Manner(
                record.getIdempotencyKey(),
                Optional.ofNullable(record.getRate())
                        .map(rate -> new StepCommand.Rate(rate.getKey(), rate.getCalls(), rate.getPeriodMs())),
                record.getSecrets(),
                Optional.ofNullable(record.getCache())
                        .map(cache -> new StepCommand.Cache(cache.getKey(), cache.getTtlMs())));
    }

    private static Call model(io.orchestrator.avro.StepCommand record, Value.Dict parameters) {
        if (record.getModels().isEmpty()) {
            throw new IllegalArgumentException("field 'models' is empty");
        }
        return new Call.Model(
                record.getModels(),
                record.getAction(),
                record.getPrompt(),
                parameters,
                schema(record),
                record.getSanitize());
    }

    private static Value.Dict schema(io.orchestrator.avro.StepCommand record) {
        return Fields.dict("outputSchema", record.getOutputSchema());
    }

    private static OutputFile file(io.orchestrator.avro.OutputFile record) {
        return new OutputFile(record.getLocation(), record.getFormat(), record.getMaxBytes());
    }

    static io.orchestrator.avro.TaskStarted toRecord(TaskStarted started) {
        var task = started.task();
        return new io.orchestrator.avro.TaskStarted(
                task.commandId(),
                task.jobId(),
                task.epoch(),
                task.step(),
                task.attempt(),
                started.worker(),
                Fields.instant(started.atMs()),
                started.claim());
    }

    static TaskStarted fromRecord(io.orchestrator.avro.TaskStarted record) {
        var task = new TaskRef(
                record.getCommandId(), record.getJobId(), record.getEpoch(), record.getStep(), record.getAttempt());
        return new TaskStarted(task, record.getWorker(), record.getAt().toEpochMilli(), record.getClaim());
    }

    static io.orchestrator.avro.TaskProgress toRecord(TaskProgress progress) {
        var task = progress.task();
        return new io.orchestrator.avro.TaskProgress(
                task.commandId(),
                task.jobId(),
                task.epoch(),
                task.step(),
                task.attempt(),
                progress.worker(),
                Fields.instant(progress.atMs()),
                progress.leaseMs(),
                progress.message(),
                progress.claim());
    }

    static TaskProgress fromRecord(io.orchestrator.avro.TaskProgress record) {
        var task = new TaskRef(
                record.getCommandId(), record.getJobId(), record.getEpoch(), record.getStep(), record.getAttempt());
        return new TaskProgress(
                task,
                record.getWorker(),
                record.getAt().toEpochMilli(),
                record.getLeaseMs(),
                record.getMessage(),
                record.getClaim());
    }

    static io.orchestrator.avro.TaskCompleted toRecord(TaskCompleted completed) {
        var record = new io.orchestrator.avro.TaskCompleted();
        record.setCommandId(completed.task().commandId());
        record.setJobId(completed.task().jobId());
        record.setEpoch(completed.task().epoch());
        record.setStep(completed.task().step());
        record.setAttempt(completed.task().attempt());
        record.setWorker(completed.worker());
        record.setStartedAt(Fields.instant(completed.startedAtMs()));
        record.setCompletedAt(Fields.instant(completed.completedAtMs()));
        switch (completed.result()) {
            case TaskResult.Done done -> {
                record.setResult(Json.write(done.envelope()));
                done.usage().map(Fields::usage).ifPresent(record::setUsage);
            }
            case TaskResult.Failed failed -> record.setFailure(Fields.failure(failed.failure()));
        }
        record.setClaim(completed.claim());
        return record;
    }

    static TaskCompleted fromRecord(io.orchestrator.avro.TaskCompleted record) {
        var task = new TaskRef(
                record.getCommandId(), record.getJobId(), record.getEpoch(), record.getStep(), record.getAttempt());
        return new TaskCompleted(
                task,
                record.getWorker(),
                record.getStartedAt().toEpochMilli(),
                record.getCompletedAt().toEpochMilli(),
                result(record),
                record.getClaim());
    }

    private static TaskResult result(io.orchestrator.avro.TaskCompleted record) {
        var failure = record.getFailure();
        var result = record.getResult();
        if ((failure == null) == (result == null)) {
            throw new IllegalArgumentException("exactly one of the fields 'result' and 'failure' must be set");
        }
        return failure != null
                ? new TaskResult.Failed(Fields.failure(failure))
                : new TaskResult.Done(
                        Fields.dict("result", Fields.required("result", result)),
                        Optional.ofNullable(record.getUsage()).map(Fields::usage));
    }

    static io.orchestrator.avro.WorkerControl toRecord(WorkerControl control) {
        var task = control.task();
        return new io.orchestrator.avro.WorkerControl(
                task.commandId(),
                task.jobId(),
                task.epoch(),
                task.step(),
                task.attempt(),
                control.worker(),
                control.reason(),
                control.kind().name());
    }

    static WorkerControl fromRecord(io.orchestrator.avro.WorkerControl record) {
        var task = new TaskRef(
                record.getCommandId(), record.getJobId(), record.getEpoch(), record.getStep(), record.getAttempt());
        return new WorkerControl(
                task,
                record.getWorker(),
                record.getReason(),
                Fields.constant("kind", WorkerControl.Kind.class, record.getKind()));
    }
}
