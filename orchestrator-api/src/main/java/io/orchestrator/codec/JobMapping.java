package io.orchestrator.codec;

import io.orchestrator.json.Json;
import io.orchestrator.model.ChildEnded;
import io.orchestrator.model.DeadLetter;
import io.orchestrator.model.JobControl;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.JobView;
import io.orchestrator.model.Priority;
import io.orchestrator.model.Wish;
import io.orchestrator.model.WorkflowDefinition;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/** What clients ask for and look at; job events have a class of their own. */
final class JobMapping {

    private JobMapping() {}

    static io.orchestrator.avro.JobRequest toRecord(JobRequest request) {
        return new io.orchestrator.avro.JobRequest(
                request.jobId(),
                request.workflow().orElse(null),
                request.document().orElse(null),
                Json.write(request.inputs()),
                request.priority().map(Priority::word).orElse(null),
                request.labels(),
                request.workspace(),
                request.requestedBy(),
                Fields.instant(request.requestedAtMs()),
                request.parent().map(Fields::parent).orElse(null),
                request.inherited().stream().sorted().toList());
    }

    static JobRequest fromRecord(io.orchestrator.avro.JobRequest record) {
        return new JobRequest(
                record.getJobId(),
                Optional.ofNullable(record.getWorkflow()),
                Optional.ofNullable(record.getDocument()),
                Fields.dict("inputs", record.getInputs()),
                Optional.ofNullable(record.getPriority()).map(Fields::priority),
                record.getLabels(),
                record.getWorkspace(),
                record.getRequestedBy(),
                record.getRequestedAt().toEpochMilli(),
                Optional.ofNullable(record.getParent()).map(Fields::parent),
                Set.copyOf(record.getInherited()));
    }

    static io.orchestrator.avro.JobControl toRecord(JobControl control) {
        return new io.orchestrator.avro.JobControl(
                control.controlId(),
                control.jobId(),
                control.wish().word(),
                control.reason(),
                control.actor(),
                Fields.instant(control.requestedAtMs()),
                control.parent().orElse(null),
                Json.write(control.wish().arguments()),
                control.expectedSequence());
    }

    static JobControl fromRecord(io.orchestrator.avro.JobControl record) {
        return new JobControl(
                record.getControlId(),
                record.getJobId(),
                Wish.of(record.getAction(), Fields.dict("arguments", record.getArguments())),
                record.getReason(),
                record.getActor(),
                record.getRequestedAt().toEpochMilli(),
                Optional.ofNullable(record.getParent()),
                record.getExpectedSequence());
    }

    static io.orchestrator.avro.ChildEnded toRecord(ChildEnded ended) {
        return new io.orchestrator.avro.ChildEnded(
                ended.jobId(),
                ended.epoch(),
                ended.step(),
                ended.attempt(),
                ended.child(),
                ended.status().name(),
                ended.success(),
                Json.write(ended.outputs()),
                ended.failure().map(Fields::failure).orElse(null));
    }

    static ChildEnded fromRecord(io.orchestrator.avro.ChildEnded record) {
        return new ChildEnded(
                record.getJobId(),
                record.getEpoch(),
                record.getStep(),
                record.getAttempt(),
                record.getChild(),
                ending(record.getStatus()),
                record.getSuccess(),
                Fields.dict("outputs", record.getOutputs()),
                Optional.ofNullable(record.getFailure()).map(Fields::failure));
    }

    private static JobStatus ending(String word) {
        var status = Fields.constant("status", JobStatus.class, word);
        return switch (status) {
            case COMPLETED, FAILED, CANCELLED -> status;
            case PENDING, RUNNING, PAUSED, RETRYING, ARCHIVED -> throw Fields.unknown("status", word, null);
        };
    }

    static io.orchestrator.avro.JobView toRecord(JobView view) {
        return new io.orchestrator.avro.JobView(
                view.jobId(),
                view.workflow(),
                view.status().name(),
                view.success(),
                view.labels(),
                Fields.instant(view.requestedAtMs()),
                Fields.instant(view.updatedAtMs()),
                view.stepsTotal(),
                view.stepsEnded(),
                view.error(),
                view.sequence(),
                view.searchable());
    }

    static JobView fromRecord(io.orchestrator.avro.JobView record) {
        return new JobView(
                record.getJobId(),
                record.getWorkflow(),
                Fields.constant("status", JobStatus.class, record.getStatus()),
                record.getSuccess(),
                record.getLabels(),
                record.getRequestedAt().toEpochMilli(),
                record.getUpdatedAt().toEpochMilli(),
                record.getStepsTotal(),
                record.getStepsEnded(),
                record.getError(),
                record.getSequence(),
                record.getSearchable());
    }

    static io.orchestrator.avro.WorkflowDefinition toRecord(WorkflowDefinition definition) {
        return new io.orchestrator.avro.WorkflowDefinition(
                definition.id(),
                definition.version(),
                definition.document(),
                Fields.instant(definition.publishedAtMs()),
                definition.publishedBy());
    }

    static WorkflowDefinition fromRecord(io.orchestrator.avro.WorkflowDefinition record) {
        return new WorkflowDefinition(
                record.getId(),
                record.getVersion(),
                record.getDocument(),
                record.getPublishedAt().toEpochMilli(),
                record.getPublishedBy());
    }

    static io.orchestrator.avro.DeadLetter toRecord(DeadLetter letter) {
        return new io.orchestrator.avro.DeadLetter(
                letter.topic(),
                letter.partition(),
                letter.offset(),
                letter.value().duplicate(),
                letter.reason(),
                letter.component(),
                Fields.instant(letter.atMs()));
    }

    static DeadLetter fromRecord(io.orchestrator.avro.DeadLetter record) {
        var value = record.getValue();
        return new DeadLetter(
                record.getTopic(),
                record.getPartition(),
                record.getOffset(),
                value == null ? ByteBuffer.allocate(0) : value,
                record.getReason(),
                record.getComponent(),
                record.getAt().toEpochMilli());
    }
}
