package io.orchestrator.coordinator.wire;

import io.orchestrator.artifact.MarkSignature;
import io.orchestrator.artifact.MarkSignature.ForgedMarkException;
import io.orchestrator.model.ArtifactMark;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.JobControl;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.TaskCompleted;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Wish;

/** Lets into jobs only the marks of those who may make them: past here every text that looks like a mark is one. */
final class Marks {

    private Marks() {}

    /** What a worker answers: its marks bear a signature by the command's claim. */
    static TaskCompleted accepted(TaskCompleted completed) {
        var result = switch (completed.result()) {
            case TaskResult.Done done -> accepted(completed, done);
            case TaskResult.Failed failed -> new TaskResult.Failed(plain(failed.failure()));
        };
        return result.equals(completed.result())
                ? completed
                : new TaskCompleted(
                        completed.task(),
                        completed.worker(),
                        completed.startedAtMs(),
                        completed.completedAtMs(),
                        result,
                        completed.claim());
    }

    private static TaskResult accepted(TaskCompleted completed, TaskResult.Done done) {
        if (!ArtifactMark.isInside(done.envelope())) {
            return done;
        }
        try {
            var envelope =
                    MarkSignature.accept(completed.claim(), completed.task().jobId(), done.envelope());
            return new TaskResult.Done(envelope, done.usage());
        } catch (ForgedMarkException e) {
            return new TaskResult.Failed(Failure.of(
                    FailureKind.DENIED,
                    "FORGED_ARTIFACT",
                    "the result of '" + completed.task().step() + "': " + e.getMessage()
                            + ", and it was not its worker who made it: see where it comes from"));
        }
    }

    /** A message is no mark, whatever it looks like. */
    private static Failure plain(Failure failure) {
        return ArtifactMark.signed(failure.message()).isEmpty()
                ? failure
                : new Failure(failure.kind(), failure.code(), "'" + failure.message() + "'", failure.retryAfterMs());
    }

    /**
     * A request: the marks of a job that asks for another one bear a signature by the coordinators' secret.
     *
     * @throws ForgedMarkException where one has none
     */
    static JobRequest accepted(String secret, JobRequest request) throws ForgedMarkException {
        return ArtifactMark.isInside(request.inputs())
                ? request.withInputs(MarkSignature.accept(secret, request.jobId(), request.inputs()))
                : request;
    }

    /** A request as it may leave a coordinator: nobody but a job that waits has marks to give. */
    static JobRequest signed(String secret, JobRequest request) {
        return request.parent().isPresent() && ArtifactMark.isInside(request.inputs())
                ? request.withInputs(MarkSignature.signAll(secret, request.jobId(), request.inputs()))
                : request;
    }

    /** Whether somebody who wants something of a job gives it a text that looks like a mark. */
    static boolean isForged(JobControl control) {
        return switch (control.wish()) {
            case Wish.Rerun rerun -> ArtifactMark.isInside(rerun.inputs());
            case Wish.SetVariable set -> ArtifactMark.isInside(set.value());
            case Wish.Signal signal -> ArtifactMark.isInside(signal.payload());
            case Wish.Cancel w -> false;
            case Wish.Pause w -> false;
            case Wish.Resume w -> false;
            case Wish.Retry w -> false;
            case Wish.Restore w -> false;
            case Wish.Rollback w -> false;
            case Wish.SetPriority w -> false;
            case Wish.MakeCheckpoint w -> false;
            case Wish.DropCheckpoint w -> false;
            case Wish.Archive w -> false;
        };
    }
}
