package io.orchestrator.coordinator.state;

import io.orchestrator.avro.StoredFrames;
import io.orchestrator.avro.StoredStep;
import io.orchestrator.engine.Frames;
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
                step.path().index(),
                step.status().name(),
                step.waitingFor(),
                step.tries().attempt(),
                step.tries().excused(),
                step.run().commandId(),
                step.run().worker(),
                step.run().startedAtMs(),
                step.run().completedAtMs(),
                step.run().leaseUntilMs(),
                step.envelope() == null ? null : Json.write(step.envelope()),
                toRecord(step.usage()),
                toRecord(step.failure()),
                step.handled(),
                PathNumbers.of(step.path().frame()),
                step.tries().earlier(),
                step.tries().repeats(),
                toRecord(step.frames()),
                step.run().child());
    }

    static StepState fromRecord(StoredStep stored) {
        return new StepState(
                PathNumbers.frame(stored.getFrames()).step(stored.getIndex()),
                StepStatus.valueOf(stored.getStatus()),
                stored.getWaitingFor(),
                new StepState.Tries(stored.getAttempt(), stored.getExcused(), stored.getEarlier(), stored.getRepeats()),
                new StepState.Run(
                        stored.getCommandId(),
                        stored.getWorker(),
                        stored.getChild(),
                        stored.getStartedAtMs(),
                        stored.getCompletedAtMs(),
                        stored.getLeaseUntilMs()),
                fromRecord(stored.getHeld()),
                stored.getEnvelope() == null ? null : Json.parseDict(stored.getEnvelope()),
                fromRecord(stored.getUsage()),
                fromRecord(stored.getFailure()),
                stored.getHandled());
    }

    /** A step that runs without a command and without steps inside waits for another job: its "worker" is that job. */
    static StepState withChild(StepState step) {
        var run = step.run();
        var waits = step.status() == StepStatus.RUNNING
                && run.commandId().isEmpty()
                && step.frames().open().isEmpty();
        if (!waits) {
            return step;
        }
        return new StepState(
                step.path(),
                step.status(),
                step.waitingFor(),
                step.tries(),
                new StepState.Run("", "", run.worker(), run.startedAtMs(), run.completedAtMs(), run.leaseUntilMs()),
                step.frames(),
                step.envelope(),
                step.usage(),
                step.failure(),
                step.handled());
    }

    private static @Nullable StoredFrames toRecord(Frames frames) {
        return frames.equals(Frames.NONE)
                ? null
                : new StoredFrames(
                        frames.total(),
                        frames.first(),
                        frames.next(),
                        frames.open(),
                        frames.failed(),
                        frames.unsuccessful(),
                        frames.handlerRuns());
    }

    private static Frames fromRecord(@Nullable StoredFrames stored) {
        return stored == null
                ? Frames.NONE
                : new Frames(
                        stored.getTotal(),
                        stored.getFirst(),
                        stored.getNext(),
                        stored.getOpen(),
                        stored.getFailed(),
                        stored.getUnsuccessful(),
                        stored.getHandlerRuns());
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
