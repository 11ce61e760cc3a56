package io.orchestrator.codec;

import io.orchestrator.avro.StepOutline;
import io.orchestrator.json.Json;
import io.orchestrator.model.AdmissionFact;
import io.orchestrator.model.ControlFact;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.TaskRef;
import io.orchestrator.model.TaskResult;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Facts to and from the flat record of {@code job.events}: {@code type} says which of the optional fields are set. A
 * fact's task belongs to the event's job and epoch.
 */
final class EventMapping {

    private EventMapping() {}

    static io.orchestrator.avro.JobEvent toRecord(JobEvent event) {
        var record = new io.orchestrator.avro.JobEvent();
        record.setJobId(event.jobId());
        record.setSequence(event.sequence());
        record.setEpoch(event.epoch());
        record.setAt(Fields.instant(event.atMs()));
        record.setType(event.fact().type());
        switch (event.fact()) {
            case JobFact.JobAccepted f -> put(record, f);
            case JobFact.JobRejected f -> put(record, f);
            case JobFact.JobCompleted f -> put(record, f);
            case JobFact.JobFailed f -> put(record, f);
            case JobFact.JobCancelled f -> put(record, f);
            case JobFact.StepScheduled f -> put(record, f);
            case JobFact.StepStarted f -> put(record, f);
            case JobFact.StepLeaseRenewed f -> put(record, f);
            case JobFact.StepRetryScheduled f -> put(record, f);
            case JobFact.StepCompleted f -> put(record, f);
            case JobFact.StepFailed f -> put(record, f);
            case JobFact.StepSkipped f -> put(record, f);
            case JobFact.StepCancelled f -> record.setStep(f.step());
            case JobFact.StepOpened f -> BlockEventMapping.put(record, f);
            case JobFact.ChildStarted f -> BlockEventMapping.put(record, f);
            case JobFact.LoopItems f -> BlockEventMapping.put(record, f);
            case JobFact.BlockStarted f -> BlockEventMapping.put(record, f);
            case JobFact.BlockEnded f -> BlockEventMapping.put(record, f);
            case JobFact.FailureCaught f -> BlockEventMapping.put(record, f);
            case JobFact.StepsRepeated f -> BlockEventMapping.put(record, f);
            case JobFact.Emitted f -> BlockEventMapping.put(record, f);
            case JobFact.VariableChanged f -> VariableMapping.put(record, f);
            case JobFact.JobEnding f -> BlockEventMapping.put(record, f);
            case ControlFact f -> ControlEventMapping.put(record, f);
            case AdmissionFact f -> AdmissionMapping.put(record, f);
        }
        return record;
    }

    static JobEvent fromRecord(io.orchestrator.avro.JobEvent record) {
        return new JobEvent(
                record.getJobId(),
                record.getSequence(),
                record.getEpoch(),
                record.getAt().toEpochMilli(),
                fact(record));
    }

    private static JobFact fact(io.orchestrator.avro.JobEvent record) {
        return switch (record.getType()) {
            case "job.accepted" -> accepted(record);
            case "job.rejected" -> rejected(record);
            case "job.completed" -> completed(record);
            case "job.failed" -> failed(record);
            case "job.cancelled" ->
                new JobFact.JobCancelled(
                        Fields.required("message", record.getMessage()), Fields.required("actor", record.getActor()));
            case "step.scheduled" ->
                new JobFact.StepScheduled(task(record), Fields.required("queue", record.getQueue()));
            case "step.started" ->
                new JobFact.StepStarted(
                        task(record),
                        Fields.required("worker", record.getWorker()),
                        millis("startedAt", record.getStartedAt()));
            case "step.lease-renewed" -> leaseRenewed(record);
            case "step.retry-scheduled" -> retryScheduled(record);
            case "step.completed" -> stepCompleted(record);
            case "step.failed" -> stepFailed(record);
            case "step.skipped" ->
                new JobFact.StepSkipped(
                        Fields.required("step", record.getStep()), Fields.required("message", record.getMessage()));
            case "step.cancelled" -> new JobFact.StepCancelled(Fields.required("step", record.getStep()));
            default -> BlockEventMapping.fact(record);
        };
    }

    private static void put(io.orchestrator.avro.JobEvent record, JobFact.JobAccepted fact) {
        record.setWorkflow(fact.workflow());
        record.setPlanHash(fact.planHash());
        record.setInputs(Json.write(fact.inputs()));
        record.setPriority(fact.priority().word());
        record.setLabels(fact.labels());
        record.setWorkspace(fact.workspace());
        record.setActor(fact.requestedBy());
        record.setRequestedAt(Fields.instant(fact.requestedAtMs()));
        record.setOutline(fact.outline().stream().map(EventMapping::outline).toList());
        fact.parent().map(Fields::parent).ifPresent(record::setParent);
    }

    private static JobFact.JobAccepted accepted(io.orchestrator.avro.JobEvent record) {
        return new JobFact.JobAccepted(
                Fields.required("workflow", record.getWorkflow()),
                Fields.required("planHash", record.getPlanHash()),
                Fields.dict("inputs", Fields.required("inputs", record.getInputs())),
                Fields.priority(Fields.required("priority", record.getPriority())),
                Fields.required("labels", record.getLabels()),
                Fields.required("workspace", record.getWorkspace()),
                Fields.required("actor", record.getActor()),
                millis("requestedAt", record.getRequestedAt()),
                Fields.required("outline", record.getOutline()).stream()
                        .map(EventMapping::outline)
                        .toList(),
                Optional.ofNullable(record.getParent()).map(Fields::parent));
    }

    private static StepOutline outline(io.orchestrator.model.StepOutline step) {
        return new StepOutline(step.id(), step.action(), step.tool(), step.model(), step.dependencies(), step.level());
    }

    private static io.orchestrator.model.StepOutline outline(StepOutline record) {
        return new io.orchestrator.model.StepOutline(
                record.getId(),
                record.getAction(),
                record.getTool(),
                record.getModel(),
                record.getDependencies(),
                record.getLevel());
    }

    private static void put(io.orchestrator.avro.JobEvent record, JobFact.JobRejected fact) {
        record.setWorkflow(fact.workflow());
        record.setFailure(Fields.failure(fact.failure()));
        record.setFindings(fact.findings());
        fact.parent().map(Fields::parent).ifPresent(record::setParent);
    }

    private static JobFact.JobRejected rejected(io.orchestrator.avro.JobEvent record) {
        return new JobFact.JobRejected(
                Fields.required("workflow", record.getWorkflow()),
                Fields.failure(Fields.required("failure", record.getFailure())),
                Fields.required("findings", record.getFindings()),
                Optional.ofNullable(record.getParent()).map(Fields::parent));
    }

    private static void put(io.orchestrator.avro.JobEvent record, JobFact.JobCompleted fact) {
        record.setSuccess(fact.success());
        record.setOutputs(Json.write(fact.outputs()));
    }

    private static JobFact.JobCompleted completed(io.orchestrator.avro.JobEvent record) {
        return new JobFact.JobCompleted(
                Fields.required("success", record.getSuccess()),
                Fields.dict("outputs", Fields.required("outputs", record.getOutputs())));
    }

    private static void put(io.orchestrator.avro.JobEvent record, JobFact.JobFailed fact) {
        fact.failure().map(Fields::failure).ifPresent(record::setFailure);
        record.setStep(fact.step());
        record.setOutputs(Json.write(fact.outputs()));
    }

    private static JobFact.JobFailed failed(io.orchestrator.avro.JobEvent record) {
        return new JobFact.JobFailed(
                Optional.ofNullable(record.getFailure()).map(Fields::failure),
                Fields.required("step", record.getStep()),
                Fields.dict("outputs", Fields.required("outputs", record.getOutputs())));
    }

    private static void put(io.orchestrator.avro.JobEvent record, JobFact.JobCancelled fact) {
        record.setMessage(fact.reason());
        record.setActor(fact.actor());
    }

    private static void put(io.orchestrator.avro.JobEvent record, JobFact.StepScheduled fact) {
        putTask(record, fact.task());
        record.setQueue(fact.queue());
    }

    private static void put(io.orchestrator.avro.JobEvent record, JobFact.StepStarted fact) {
        putTask(record, fact.task());
        record.setWorker(fact.worker());
        record.setStartedAt(Fields.instant(fact.startedAtMs()));
    }

    private static void put(io.orchestrator.avro.JobEvent record, JobFact.StepLeaseRenewed fact) {
        putTask(record, fact.task());
        record.setWorker(fact.worker());
        record.setUntil(Fields.instant(fact.untilMs()));
        record.setMessage(fact.message());
    }

    private static JobFact.StepLeaseRenewed leaseRenewed(io.orchestrator.avro.JobEvent record) {
        return new JobFact.StepLeaseRenewed(
                task(record),
                Fields.required("worker", record.getWorker()),
                millis("until", record.getUntil()),
                Fields.required("message", record.getMessage()));
    }

    private static void put(io.orchestrator.avro.JobEvent record, JobFact.StepRetryScheduled fact) {
        putTask(record, fact.task());
        record.setFailure(Fields.failure(fact.failure()));
        record.setUntil(Fields.instant(fact.retryAtMs()));
    }

    private static JobFact.StepRetryScheduled retryScheduled(io.orchestrator.avro.JobEvent record) {
        return new JobFact.StepRetryScheduled(
                task(record),
                Fields.failure(Fields.required("failure", record.getFailure())),
                millis("until", record.getUntil()));
    }

    private static void put(io.orchestrator.avro.JobEvent record, JobFact.StepCompleted fact) {
        putTask(record, fact.task());
        record.setWorker(fact.worker());
        record.setStartedAt(Fields.instant(fact.startedAtMs()));
        record.setCompletedAt(Fields.instant(fact.completedAtMs()));
        record.setResult(Json.write(fact.done().envelope()));
        fact.done().usage().map(Fields::usage).ifPresent(record::setUsage);
    }

    private static JobFact.StepCompleted stepCompleted(io.orchestrator.avro.JobEvent record) {
        return new JobFact.StepCompleted(
                task(record),
                Fields.required("worker", record.getWorker()),
                millis("startedAt", record.getStartedAt()),
                millis("completedAt", record.getCompletedAt()),
                new TaskResult.Done(
                        Fields.dict("result", Fields.required("result", record.getResult())),
                        Optional.ofNullable(record.getUsage()).map(Fields::usage)));
    }

    private static void put(io.orchestrator.avro.JobEvent record, JobFact.StepFailed fact) {
        putTask(record, fact.task());
        record.setStartedAt(Fields.instant(fact.startedAtMs()));
        record.setCompletedAt(Fields.instant(fact.completedAtMs()));
        record.setFailure(Fields.failure(fact.failure()));
        record.setHandled(fact.handled());
    }

    private static JobFact.StepFailed stepFailed(io.orchestrator.avro.JobEvent record) {
        return new JobFact.StepFailed(
                task(record),
                millis("startedAt", record.getStartedAt()),
                millis("completedAt", record.getCompletedAt()),
                Fields.failure(Fields.required("failure", record.getFailure())),
                Fields.required("handled", record.getHandled()));
    }

    private static void put(io.orchestrator.avro.JobEvent record, JobFact.StepSkipped fact) {
        record.setStep(fact.step());
        record.setMessage(fact.reason());
    }

    static void putTask(io.orchestrator.avro.JobEvent record, TaskRef task) {
        if (!task.jobId().equals(record.getJobId()) || task.epoch() != record.getEpoch()) {
            throw new IllegalArgumentException("the task is of job " + task.jobId() + ", epoch " + task.epoch()
                    + ", the event of job " + record.getJobId() + ", epoch " + record.getEpoch());
        }
        record.setCommandId(task.commandId());
        record.setStep(task.step());
        record.setAttempt(task.attempt());
    }

    static TaskRef task(io.orchestrator.avro.JobEvent record) {
        return new TaskRef(
                Fields.required("commandId", record.getCommandId()),
                record.getJobId(),
                record.getEpoch(),
                Fields.required("step", record.getStep()),
                Fields.required("attempt", record.getAttempt()));
    }

    private static long millis(String field, @Nullable Instant instant) {
        return Fields.required(field, instant).toEpochMilli();
    }
}
