package io.orchestrator.coordinator.state;

import io.orchestrator.avro.StoredHeader;
import io.orchestrator.avro.StoredRoot;
import io.orchestrator.engine.JobHeader;
import io.orchestrator.engine.JobRoot;
import io.orchestrator.json.Json;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.Priority;

/** Header and root to and from their stored records. */
final class JobStateMapping {

    private JobStateMapping() {}

    static StoredHeader toRecord(JobHeader header) {
        return new StoredHeader(
                header.jobId(),
                header.workflow(),
                header.planHash(),
                Json.write(header.inputs()),
                header.priority().name(),
                header.labels(),
                header.workspace(),
                header.requestedBy(),
                header.requestedAtMs(),
                header.stepsTotal());
    }

    static JobHeader fromRecord(StoredHeader stored) {
        return new JobHeader(
                stored.getJobId(),
                stored.getWorkflow(),
                stored.getPlanHash(),
                Json.parseDict(stored.getInputs()),
                Priority.valueOf(stored.getPriority()),
                stored.getLabels(),
                stored.getWorkspace(),
                stored.getRequestedBy(),
                stored.getRequestedAtMs(),
                stored.getStepsTotal());
    }

    static StoredRoot toRecord(JobRoot root) {
        return new StoredRoot(
                root.status().name(),
                root.epoch(),
                root.sequence(),
                root.updatedAtMs(),
                root.stepsEnded(),
                root.stepFailed(),
                root.stepUnsuccessful(),
                root.success(),
                Json.write(root.outputs()),
                StepStateMapping.toRecord(root.failure()),
                root.failedStep());
    }

    static JobRoot fromRecord(StoredRoot stored) {
        return new JobRoot(
                JobStatus.valueOf(stored.getStatus()),
                stored.getEpoch(),
                stored.getSequence(),
                stored.getUpdatedAtMs(),
                stored.getStepsEnded(),
                stored.getStepFailed(),
                stored.getStepUnsuccessful(),
                stored.getSuccess(),
                Json.parseDict(stored.getOutputs()),
                StepStateMapping.fromRecord(stored.getFailure()),
                stored.getFailedStep());
    }
}
