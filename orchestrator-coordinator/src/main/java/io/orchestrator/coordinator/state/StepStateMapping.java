package io.orchestrator.coordinator.state;

import io.orchestrator.avro.StoredStep;
import io.orchestrator.engine.StepState;
import io.orchestrator.json.Json;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.ModelUsage;
import io.orchestrator.model.StepStatus;
import org.jspecify.annotations.Nullable;

/** A step's state to and from its stored record. */
final class StepStateMapping {

    private StepStateMapping() {}

    static StoredStep toRecord(StepState step) {
        return new StoredStep(
                step.index(),
                step.status().name(),
                step.waitingFor(),
                step.attempt(),
                step.excused(),
                step.commandId(),
                step.worker(),
                step.startedAtMs(),
                step.completedAtMs(),
                step.leaseUntilMs(),
                step.envelope() == null ? null : Json.write(step.envelope()),
                toRecord(step.usage()),
                toRecord(step.failure()),
                step.handled());
    }

    static StepState fromRecord(StoredStep stored) {
        return new StepState(
                stored.getIndex(),
                StepStatus.valueOf(stored.getStatus()),
                stored.getWaitingFor(),
                stored.getAttempt(),
                stored.getExcused(),
                stored.getCommandId(),
                stored.getWorker(),
                stored.getStartedAtMs(),
                stored.getCompletedAtMs(),
                stored.getLeaseUntilMs(),
                stored.getEnvelope() == null ? null : Json.parseDict(stored.getEnvelope()),
                fromRecord(stored.getUsage()),
                fromRecord(stored.getFailure()),
                stored.getHandled());
    }

    static io.orchestrator.avro.@Nullable Failure toRecord(@Nullable Failure failure) {
        return failure == null
                ? null
                : new io.orchestrator.avro.Failure(
                        failure.kind().name(), failure.code(), failure.message(), failure.retryAfterMs());
    }

    static @Nullable Failure fromRecord(io.orchestrator.avro.@Nullable Failure stored) {
        return stored == null
                ? null
                : new Failure(
                        FailureKind.valueOf(stored.getKind()),
                        stored.getCode(),
                        stored.getMessage(),
                        stored.getRetryAfterMs());
    }

    private static io.orchestrator.avro.@Nullable ModelUsage toRecord(@Nullable ModelUsage usage) {
        return usage == null
                ? null
                : new io.orchestrator.avro.ModelUsage(
                        usage.provider(), usage.model(), usage.inputTokens(), usage.outputTokens());
    }

    private static @Nullable ModelUsage fromRecord(io.orchestrator.avro.@Nullable ModelUsage stored) {
        return stored == null
                ? null
                : new ModelUsage(
                        stored.getProvider(), stored.getModel(), stored.getInputTokens(), stored.getOutputTokens());
    }
}
