package io.orchestrator.codec;

import io.orchestrator.json.Json;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.Value;
import java.util.Optional;

/** The part of {@link EventMapping} about steps that hold others or run other workflows, and what workflows emit. */
final class BlockEventMapping {

    private BlockEventMapping() {}

    static void put(io.orchestrator.avro.JobEvent record, JobFact.StepOpened fact) {
        EventMapping.putTask(record, fact.task());
        record.setTotal(fact.total());
    }

    static void put(io.orchestrator.avro.JobEvent record, JobFact.ChildStarted fact) {
        EventMapping.putTask(record, fact.task());
        record.setChild(fact.child());
        record.setWorkflow(fact.workflow());
    }

    static void put(io.orchestrator.avro.JobEvent record, JobFact.LoopItems fact) {
        record.setStep(fact.step());
        record.setNumber(fact.from());
        record.setPayload(Json.write(fact.items()));
    }

    static void put(io.orchestrator.avro.JobEvent record, JobFact.BlockStarted fact) {
        record.setStep(fact.step());
        record.setNumber(fact.number());
    }

    static void put(io.orchestrator.avro.JobEvent record, JobFact.BlockEnded fact) {
        record.setStep(fact.step());
        record.setNumber(fact.number());
        record.setMessage(fact.ending());
    }

    static void put(io.orchestrator.avro.JobEvent record, JobFact.FailureCaught fact) {
        EventMapping.putTask(record, fact.task());
        record.setFailure(Fields.failure(fact.failure()));
        record.setNumber(fact.number());
    }

    static void put(io.orchestrator.avro.JobEvent record, JobFact.StepsRepeated fact) {
        record.setStep(fact.step());
        record.setMessage(fact.target());
    }

    static void put(io.orchestrator.avro.JobEvent record, JobFact.Emitted fact) {
        record.setStep(fact.step());
        record.setMessage(fact.name());
        record.setPayload(Json.write(fact.payload()));
    }

    static void put(io.orchestrator.avro.JobEvent record, JobFact.JobEnding fact) {
        record.setStatus(fact.status().name());
        record.setSuccess(fact.success());
        record.setOutputs(Json.write(fact.outputs()));
        fact.failure().map(Fields::failure).ifPresent(record::setFailure);
        record.setStep(fact.step());
        record.setMessage(fact.reason());
        record.setActor(fact.actor());
    }

    private static JobFact ending(io.orchestrator.avro.JobEvent record) {
        return new JobFact.JobEnding(
                Fields.constant("status", JobStatus.class, Fields.required("status", record.getStatus())),
                Fields.required("success", record.getSuccess()),
                Fields.dict("outputs", Fields.required("outputs", record.getOutputs())),
                Optional.ofNullable(record.getFailure()).map(Fields::failure),
                Fields.required("step", record.getStep()),
                Fields.required("message", record.getMessage()),
                Fields.required("actor", record.getActor()));
    }

    /** @throws IllegalArgumentException where no fact has the record's type */
    static JobFact fact(io.orchestrator.avro.JobEvent record) {
        return switch (record.getType()) {
            case "step.opened" ->
                new JobFact.StepOpened(EventMapping.task(record), Fields.required("total", record.getTotal()));
            case "step.child-started" ->
                new JobFact.ChildStarted(
                        EventMapping.task(record),
                        Fields.required("child", record.getChild()),
                        Fields.required("workflow", record.getWorkflow()));
            case "loop.items" -> new JobFact.LoopItems(step(record), number(record), items(record));
            case "block.started" -> new JobFact.BlockStarted(step(record), number(record));
            case "block.ended" ->
                new JobFact.BlockEnded(step(record), number(record), Fields.required("message", record.getMessage()));
            case "step.failure-caught" ->
                new JobFact.FailureCaught(
                        EventMapping.task(record),
                        Fields.failure(Fields.required("failure", record.getFailure())),
                        number(record));
            case "steps.repeated" ->
                new JobFact.StepsRepeated(step(record), Fields.required("message", record.getMessage()));
            case "job.emitted" ->
                new JobFact.Emitted(step(record), Fields.required("message", record.getMessage()), payload(record));
            case "job.ending" -> ending(record);
            case "variable.changed" -> VariableMapping.fact(record);
            case "job.queued", "job.admitted" -> AdmissionMapping.fact(record);
            default -> ControlEventMapping.fact(record);
        };
    }

    private static String step(io.orchestrator.avro.JobEvent record) {
        return Fields.required("step", record.getStep());
    }

    private static int number(io.orchestrator.avro.JobEvent record) {
        return Fields.required("number", record.getNumber());
    }

    private static Value payload(io.orchestrator.avro.JobEvent record) {
        return Fields.value("payload", Fields.required("payload", record.getPayload()));
    }

    private static Value.Array items(io.orchestrator.avro.JobEvent record) {
        if (payload(record) instanceof Value.Array items) {
            return items;
        }
        throw new IllegalArgumentException("field 'payload' is not a JSON list");
    }
}
