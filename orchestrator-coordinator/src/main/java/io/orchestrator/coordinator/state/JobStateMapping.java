package io.orchestrator.coordinator.state;

import io.orchestrator.avro.StoredEnding;
import io.orchestrator.avro.StoredHeader;
import io.orchestrator.avro.StoredParent;
import io.orchestrator.avro.StoredRoot;
import io.orchestrator.engine.Ending;
import io.orchestrator.engine.JobHeader;
import io.orchestrator.engine.JobRoot;
import io.orchestrator.json.Json;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.ParentStep;
import io.orchestrator.model.Priority;
import org.jspecify.annotations.Nullable;

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
                header.stepsTotal(),
                toRecord(header.parent()));
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
                stored.getStepsTotal(),
                fromRecord(stored.getParent()));
    }

    private static @Nullable StoredParent toRecord(@Nullable ParentStep parent) {
        return parent == null
                ? null
                : new StoredParent(parent.jobId(), parent.epoch(), parent.step(), parent.attempt(), parent.depth());
    }

    private static @Nullable ParentStep fromRecord(@Nullable StoredParent stored) {
        return stored == null
                ? null
                : new ParentStep(
                        stored.getJobId(), stored.getEpoch(), stored.getStep(), stored.getAttempt(), stored.getDepth());
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
                root.failedStep(),
                toRecord(root.ending()),
                CourseMapping.toRecord(root.course()),
                CourseMapping.toRecord(root.versions()));
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
                stored.getFailedStep(),
                fromRecord(stored.getEnding()),
                CourseMapping.fromRecord(stored.getCourse()),
                CourseMapping.fromRecord(stored.getVersions()));
    }

    private static @Nullable StoredEnding toRecord(@Nullable Ending ending) {
        return ending == null
                ? null
                : new StoredEnding(
                        ending.status().name(),
                        ending.success(),
                        Json.write(ending.outputs()),
                        StepStateMapping.toRecord(ending.failure()),
                        ending.step(),
                        ending.reason(),
                        ending.actor(),
                        ending.compensated(),
                        ending.cleaning());
    }

    private static @Nullable Ending fromRecord(@Nullable StoredEnding stored) {
        return stored == null
                ? null
                : new Ending(
                        JobStatus.valueOf(stored.getStatus()),
                        stored.getSuccess(),
                        Json.parseDict(stored.getOutputs()),
                        StepStateMapping.fromRecord(stored.getFailure()),
                        stored.getStep(),
                        stored.getReason(),
                        stored.getActor(),
                        stored.getCompensated(),
                        stored.getCleaning());
    }
}
